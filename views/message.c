#include "message.h"
#include "../lib/text.h"
#include <string.h>
#include <strings.h>

struct sentence {
	const char *code, *in[LOCALES];
};

static const struct sentence faults[] = {
	{ "invalid", { "提交的内容有误，请检查", "送出的內容有誤，請檢查", "Some of the input is not valid. Please check it" } },
	{ "unauthenticated", { "请先登录", "請先登入", "Please sign in first" } },
	{ "forbidden", { "没有权限", "沒有權限", "You don’t have permission" } },
	{ "not_found", { "找不到该内容", "找不到該內容", "Not found" } },
	{ "method", { "不支持该请求方式", "不支援此要求方式", "This method is not supported" } },
	{ "conflict",
		{ "内容已被更改，请刷新后重试", "內容已被變更，請重新整理後再試",
			"This has changed in the meantime. Reload and try again" } },
	{ "in_flight",
		{ "上一次提交还在处理中，请稍后再试", "上一次送出仍在處理中，請稍後再試",
			"The previous request is still being processed. Try again shortly" } },
	{ "duplicate", { "已经存在", "已經存在", "This already exists" } },
	{ "too_large", { "提交的内容过大", "送出的內容過大", "The request is too large" } },
	{ "key_reused",
		{ "该请求编号已用于另一请求", "此要求編號已用於另一個要求", "This Idempotency-Key was used for another request" } },
	{ "rate", { "操作过于频繁，请稍后再试", "操作過於頻繁，請稍後再試", "Too many requests. Try again later" } },
	{ "busy", { "系统繁忙，请稍后再试", "系統忙碌中，請稍後再試", "The system is busy. Try again shortly" } },
	{ "unknown",
		{ "结果未知，请稍后重试，不会重复扣款", "無法得知結果，請稍後再試，不會重複扣款",
			"The result is unknown. Try again later: you won’t be charged twice" } },
	{ "internal",
		{ "系统出错，我们已记录", "系統發生錯誤，我們已記錄", "Something went wrong on our side. It has been logged" } },
	{ "csrf", { "页面已过期，请刷新后重试", "頁面已過期，請重新整理後再試", "This page has expired. Reload and try again" } },
	{ "category_in_use",
		{ "分类下还有子分类或商品", "分類下還有子分類或商品", "This category still has subcategories or products" } },
	{ "category_parent", { "不能放在该分类下", "不能放在該分類下", "It can’t be placed in that category" } },
	{ "content_state", { "当前状态不允许此操作", "目前狀態不允許此操作", "This is not possible in its current status" } },
	{ "content_limit",
		{ "数量已达上限，请先删除不用的", "數量已達上限，請先刪除不用的", "The limit is reached. Delete one first" } },
	{ "content_target", { "链接的内容不存在或已删除", "連結的內容不存在或已刪除", "The linked content no longer exists" } },
	{ "category_limit", { "分类数量已达上限", "分類數量已達上限", "The limit of categories is reached" } },
	{ "product_state",
		{ "商品当前状态不允许此操作", "商品目前狀態不允許此操作",
			"This is not possible in the product’s current status" } },
	{ "product_no_sku", { "商品没有可售的规格", "商品沒有可售的規格", "The product has no SKU to sell" } },
	{ "product_category", { "商品分类不存在", "商品分類不存在", "This category does not exist" } },
	{ "product_brand", { "品牌不存在", "品牌不存在", "This brand does not exist" } },
	{ "brand_in_use", { "还有商品使用该品牌", "還有商品使用該品牌", "This brand still has products" } },
	{ "brand_limit", { "品牌数量已达上限", "品牌數量已達上限", "The limit of brands is reached" } },
	{ "price_above_list",
		{ "改价后会高于划线价，请先修改划线价", "改價後會高於建議售價，請先修改建議售價",
			"The price would exceed the list price. Change the list price first" } },
	{ "price_too_low", { "改价后不到 0.01 元", "改價後不到 0.01 元", "The price would be less than ¥0.01" } },
	{ "price_too_high", { "价格超过上限", "價格超過上限", "The price is too high" } },
	{ "sku_unknown", { "规格不属于该商品", "規格不屬於該商品", "This SKU does not belong to the product" } },
	{ "stock_sold_out", { "商品库存不足", "商品庫存不足", "Not enough in stock" } },
	{ "order_state",
		{ "订单当前状态不允许此操作", "訂單目前狀態不允許此操作", "This is not possible in the order’s current status" } },
	{ "order_feature", { "该功能尚未开通", "此功能尚未開放", "This feature is not available yet" } },
	{ "order_quantity", { "数量超过待发货数量", "數量超過待出貨數量", "More than is left to ship" } },
	{ "order_extended",
		{ "已经延长过一次收货时间", "已經延長過一次收貨時間", "The time to confirm has already been extended once" } },
	{ "order_picking",
		{ "订单已开始配货，请联系商家", "訂單已開始揀貨，請聯絡商家",
			"This order is being packed. Please contact the shop" } },
	{ "order_price_range",
		{ "商品金额不能超过原价，订单金额至少 0.01 元", "商品金額不能超過原價，訂單金額至少 0.01 元",
			"Items can’t cost more than their original price, and the order total must be at least ¥0.01" } },
	{ "order_being_paid",
		{ "买家正在支付。微信在下单满五分钟后才能关闭支付，请稍后再改价",
			"買家正在付款。微信在下單滿五分鐘後才能關閉付款，請稍後再改價",
			"The buyer is paying. WeChat can close the payment five minutes after the order at the earliest. Try again then" } },
	{ "order_unpaid_limit",
		{ "未付款订单过多，请先付款或取消", "未付款訂單過多，請先付款或取消",
			"Too many unpaid orders. Pay or cancel one first" } },
	{ "order_price_changed",
		{ "价格已变化，请确认后再提交", "價格已變動，請確認後再送出",
			"The price has changed. Check it and place the order again" } },
	{ "cart_full", { "购物车已满", "購物車已滿", "Your cart is full" } },
	{ "cart_empty", { "请先选择商品", "請先選擇商品", "Select a product first" } },
	{ "goods_not_on_sale", { "商品已下架", "商品已下架", "This product is off sale" } },
	{ "purchase_limit", { "超过限购数量", "超過限購數量", "Over the purchase limit" } },
	{ "purchase_minimum", { "低于起购数量", "低於最少購買數量", "Below the minimum quantity" } },
	{ "sign_in_failed", { "账号或密码不正确", "帳號或密碼不正確", "Wrong account or password" } },
	{ "sign_in_locked",
		{ "尝试次数过多，请十五分钟后再试", "嘗試次數過多，請十五分鐘後再試",
			"Too many attempts. Try again in fifteen minutes" } },
	{ "code_wrong", { "验证码不正确或已过期", "驗證碼不正確或已過期", "The code is wrong or has expired" } },
	{ "old_code_wrong",
		{ "原手机号的验证码不正确或已过期", "原手機號碼的驗證碼不正確或已過期",
			"The code sent to your current number is wrong or has expired" } },
	{ "code_too_soon", { "验证码已发送，请稍后再试", "驗證碼已傳送，請稍後再試", "A code was just sent. Try again shortly" } },
	{ "code_used_up",
		{ "今天获取验证码的次数已达上限，请明天再试", "今天取得驗證碼的次數已達上限，請明天再試",
			"No more codes can be sent to this number today. Try again tomorrow" } },
	{ "session_barred",
		{ "账号已停用，如有疑问请联系客服", "帳號已停用，如有疑問請聯絡客服",
			"This account is disabled. Contact us if you have questions" } },
	{ "member_disabled", { "账号已停用", "帳號已停用", "This account is disabled" } },
	{ "payment_open",
		{ "另一笔支付仍在进行，请稍后再试", "另一筆付款仍在進行，請稍後再試",
			"Another payment is still in progress. Try again later" } },
	{ "payment_state",
		{ "本次支付已结束，请查看订单", "本次付款已結束，請查看訂單", "This payment has ended. Check the order" } },
	{ "payment_no_openid", { "请在微信中打开本店后付款", "請在微信中開啟本店後付款", "Open this shop in WeChat to pay" } },
	{ "ledger_short", { "账户余额不足", "帳戶餘額不足", "The balance is too low" } },
	{ "refund_too_much",
		{ "退款超过已付金额或次数上限", "退款超過已付金額或次數上限",
			"The refund exceeds the amount paid or the number of refunds allowed" } },
	{ "refund_state",
		{ "退款当前状态不允许此操作", "退款目前狀態不允許此操作", "This is not possible in the refund’s current status" } },
	{ "exception_not_open", { "该异常无需处理", "該異常無需處理", "This exception needs no action" } },
	{ "sign_in_state", { "登录已过期，请重新登录", "登入已過期，請重新登入", "This sign-in has expired. Try again" } },
	{ "sign_in_snapshot",
		{ "请在微信中打开完整页面后登录", "請在微信中開啟完整頁面後登入", "Open the full page in WeChat to sign in" } },
	{ "phone_missing", { "请先绑定手机号", "請先綁定手機號碼", "Link a phone number first" } },
	{ "wechat_taken",
		{ "该微信已绑定另一个账号。要使用那个账号，请退出后用微信登录；要改为绑定此账号，请先在那个账号的个人资料中解除绑定（如没有手机号，需先绑定一个未注册的手机号）",
			"這個微信已綁定另一個帳號。要使用那個帳號，請登出後用微信登入；要改為綁定此帳號，請先在那個帳號的個人資料中解除綁定（如沒有手機號碼，需先綁定一個未註冊的手機號碼）",
			"This WeChat is linked to another account. To use that account, sign out and sign in with WeChat. To link it here instead, first unlink it in that account’s profile (if it has no phone number, add one that no account uses)" } },
	{ "wechat_linked",
		{ "账号已绑定微信，如需更换请先解除绑定", "帳號已綁定微信，如需更換請先解除綁定",
			"This account is already linked to WeChat. Unlink it first to link another" } },
	{ "password_weak", { "密码须为 8 至 72 位", "密碼須為 8 至 72 個字元", "The password must have 8 to 72 characters" } },
	{ "password_common",
		{ "这个密码太常见，或与账号相近，容易被猜到，请换一个", "這個密碼太常見，或與帳號相近，容易被猜到，請換一個",
			"This password is too common or too close to the username. Choose another" } },
	{ "address_limit", { "收货地址已达上限", "收件地址已達上限", "The limit of addresses is reached. Delete one first" } },
	{ "staff_above",
		{ "权限不足：只有具备相应权限的员工才能操作", "權限不足：只有具備相應權限的員工才能操作",
			"Only staff who hold these permissions can do this" } },
	{ "role_owner", { "店主角色不能修改", "店主角色不能修改", "The owner role can’t be changed" } },
	{ "role_limit", { "角色数量已达上限", "角色數量已達上限", "The limit of roles is reached" } },
	{ "staff_self", { "不能停用自己的账号", "不能停用自己的帳號", "You can’t disable your own account" } },
	{ "staff_own_password",
		{ "不能在这里重设自己的密码，请用旧密码修改", "不能在這裡重設自己的密碼，請用舊密碼修改",
			"You can’t reset your own password here. Change it with your current password" } },
	{ "staff_last_owner", { "至少要保留一位启用的店主", "至少要保留一位啟用的店主", "At least one active owner must remain" } },
	{ "staff_role_unknown", { "没有这个角色", "沒有這個角色", "This role does not exist" } },
	{ "sms_refused", { "短信发送失败，请稍后再试", "簡訊傳送失敗，請稍後再試", "The SMS could not be sent. Try again later" } },
	{ "wechat_code_bad", { "微信登录失败，请重试", "微信登入失敗，請重試", "WeChat sign-in failed. Try again" } },
	{ "wechat_code_used",
		{ "本次微信登录已失效，请重试", "這次微信登入已失效，請重試",
			"This WeChat sign-in is no longer valid. Try again" } },
	{ "wechat_token_bad",
		{ "微信登录已过期，请重试", "微信登入已過期，請重試", "This WeChat sign-in has expired. Try again" } },
	{ "wechat_refused", { "微信登录暂时不可用", "微信登入暫時無法使用", "WeChat sign-in is temporarily unavailable" } },
	{ "media_kind",
		{ "仅支持 JPEG、PNG、GIF 和静态 WebP 图片", "僅支援 JPEG、PNG、GIF 和靜態 WebP 圖片",
			"Only JPEG, PNG, GIF and static WebP pictures are supported" } },
	{ "media_pixels", { "图片超过 4000 万像素", "圖片超過 4000 萬像素", "The picture has more than 40 million pixels" } },
	{ "media_off", { "本店未开通图片上传", "本店未開放圖片上傳", "Picture upload is not enabled in this shop" } },
	{ "media_state",
		{ "图片当前状态不允许此操作", "圖片目前狀態不允許此操作",
			"This is not possible in the picture’s current status" } },
	{ "media_area", { "裁剪区域超出图片", "裁切區域超出圖片", "The crop area is outside the picture" } },
	{ "media_in_use", { "图片正在使用，不能删除", "圖片正在使用，不能刪除", "The picture is in use, so it can’t be deleted" } },
	{ "media_gone",
		{ "有图片已不在图库中，请重新选择", "有圖片已不在圖庫中，請重新選擇",
			"A picture is no longer in the library. Choose another" } },
	{ "media_limit", { "使用的图片过多", "使用的圖片過多", "Too many pictures are used" } },
	{ "folder_in_use",
		{ "文件夹内还有图片或文件夹", "資料夾內還有圖片或資料夾", "This folder still has pictures or folders" } },
	{ "folder_parent", { "不能放在该文件夹下", "不能放在該資料夾下", "It can’t be placed in that folder" } },
	{ "folder_limit", { "文件夹数量已达上限", "資料夾數量已達上限", "The limit of folders is reached" } },
	{ "payment_unavailable",
		{ "支付暂时不可用，请稍后再试", "暫時無法付款，請稍後再試",
			"Payment is temporarily unavailable. Try again later" } },
	{ "wechatpay_refused",
		{ "支付暂时不可用，请稍后再试", "暫時無法付款，請稍後再試",
			"Payment is temporarily unavailable. Try again later" } },
	{ "wechatpay_unset",
		{ "支付暂时不可用，请稍后再试", "暫時無法付款，請稍後再試",
			"Payment is temporarily unavailable. Try again later" } },
};

/* %B is the bound. */
static const struct sentence complaints[] = {
	{ "malformed", { "格式不正确", "格式不正確", "Invalid format" } },
	{ "required", { "必填", "必填", "Required" } },
	{ "unknown", { "没有这个字段", "沒有這個欄位", "Unknown field" } },
	{ "repeated", { "重复", "重複", "Duplicate" } },
	{ "type", { "类型不正确", "類型不正確", "Wrong type" } },
	{ "too_small", { "不能小于 %B", "不能小於 %B", "At least %B" } },
	{ "too_large", { "不能大于 %B", "不能大於 %B", "At most %B" } },
	{ "too_short", { "至少 %B 个", "至少 %B 個", "At least %B characters or items" } },
	{ "too_long", { "最多 %B 个", "最多 %B 個", "At most %B characters or items" } },
	{ "text", { "含有不允许的字符", "含有不允許的字元", "Contains characters that are not allowed" } },
	{ "word", { "不是可选的值", "不是可選的值", "Not one of the choices" } },
	{ "moment", { "不是有效的时间", "不是有效的時間", "Not a valid time" } },
	{ "too_early", { "时间过早", "時間過早", "Too early" } },
	{ "taken", { "已被使用", "已被使用", "Already taken" } },
};

static const struct sentence *find(const struct sentence *s, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(s[i].code, code) == 0)
			return &s[i];
	return NULL;
}

enum locale message_locale(const char *header)
{
	static const struct {
		const char *prefix;
		enum locale is;
	} known[] = {
		{ "zh-TW", LOCALE_ZH_TW },
		{ "zh-HK", LOCALE_ZH_TW },
		{ "zh-MO", LOCALE_ZH_TW },
		{ "zh-Hant", LOCALE_ZH_TW },
		{ "zh", LOCALE_ZH_CN },
		{ "en", LOCALE_EN },
	};

	for (const char *p = header; p && *p; p += strcspn(p, ","), p += strspn(p, ", "))
		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			if (strncasecmp(p, known[i].prefix, strlen(known[i].prefix)) == 0)
				return known[i].is;
	return LOCALE_ZH_CN;
}

const char *message_locale_word(enum locale locale)
{
	static const char *const words[LOCALES] = { "zh-CN", "zh-TW", "en" };

	return words[locale];
}

const char *message_label(enum locale locale, enum message_label label)
{
	static const char *const labels[LABELS][LOCALES] = {
		[LABEL_OF_WECHAT] = { "微信用户", "微信用戶", "WeChat member" },
		[LABEL_OF_PHONE] = { "用户", "用戶", "Member " },
		[LABEL_SENT_BACK] = { "订单无法收款，原路退回", "訂單無法收款，原路退回",
			"No order could take this payment: refunded" },
	};

	return labels[label][locale];
}

const char *message_fault(enum locale locale, err e)
{
	const struct sentence *s = find(faults, sizeof faults / sizeof *faults, e->code);

	return s ? s->in[locale] : e->title;
}

const char *message_complaint(struct arena *arena, enum locale locale, const struct complaint *c)
{
	const char *code = say_words.at[c->code];
	const struct sentence *s = find(complaints, sizeof complaints / sizeof *complaints, code);
	struct text t = { .arena = arena };

	if (!s)
		return code;
	const char *bound = strstr(s->in[locale], "%B");
	if (!bound || !c->bound.has)
		return s->in[locale];
	text_add(&t, s->in[locale], (size_t)(bound - s->in[locale]));
	text_printf(&t, "%lld%s%c", (long long)c->bound.is, bound + 2, '\0');
	return t.failed ? code : t.at;
}
