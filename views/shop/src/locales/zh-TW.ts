import type { Messages } from './zh-CN';

const messages: Messages = {
  shop: { name: '微商城' },
  nav: { home: '首頁', category: '分類', cart: '購物車', me: '我的', back: '返回', main: '主導覽', skip: '跳到主要內容' },
  act: {
    search: '搜尋', retry: '重試', cancel: '取消', confirm: '確定', save: '儲存', remove: '刪除', edit: '編輯', more: '看更多', close: '關閉', clear: '清除',
    copy: '複製', copied: '已複製', goShopping: '去逛逛', reset: '重設', done: '完成',
  },
  pull: { pulling: '下拉重新整理', loosing: '放開重新整理', loading: '正在重新整理…' },
  time: { justNow: '剛剛', minutesAgo: '{n} 分鐘前', today: '今天 {clock}', left: '剩餘 {clock}', days: '{n} 天 {clock}' },
  error: {
    conflict: '剛剛在別處改過；再儲存一次，就以這裡的為準', missing: '內容不存在或已刪除',
    title: '載入失敗', offline: '網路已中斷，請檢查網路後再試', network: '無法連線到伺服器，請稍後再試', unknown: '發生問題，請稍後再試', requestId: '要求編號 {id}',
    unsure: '網路不穩，無法得知結果。請再點一次，不會重複送出', offlineBar: '目前處於離線狀態', notFound: '頁面不存在', notFoundHint: '連結可能已失效，或內容已下架', home: '回首頁',
    gone: '商品已下架或不存在', chunk: '頁面已更新，請重新整理', refresh: '重新整理',
  },
  home: { banners: '推薦', bannerN: '第 {n} 張：{title}', announcements: '公告', allAnnouncements: '全部 {n} 則公告', moreOf: '看更多：{title}', searchHint: '搜尋商品', best: '熱銷排行', newest: '新品上架', empty: '商店正在上架商品', emptyHint: '請稍後再來看看', promise1: '微信支付', promise2: '出貨前可取消', promise3: '訂單進度可查', allCategories: '全部分類' },
  goods: {
    brand: '品牌', anyBrand: '全部品牌', sold: '已售 {n}', soldMany: '已售 {n} 萬+', soldOut: '已售完', from: '起', all: '全部商品', allOf: '全部{name}', end: '沒有更多了', none: '沒有找到商品', noFilter: '清除篩選', noneHint: '換個關鍵字或放寬篩選條件試試', loading: '載入中', count: '商品清單',
    sort: { sales: '銷量', newest: '新品', price: '價格', asc: '從低到高', desc: '從高到低' },
    filter: '篩選', inStock: '只看有庫存', priceRange: '價格範圍（元）', lowest: '最低價', highest: '最高價', priceWrong: '請填寫正確的金額', swapped: '最低價不能高於最高價',
  },
  search: { history: '最近搜尋', clearHistory: '清除搜尋紀錄', byCategory: '依分類尋找', suggested: '推薦關鍵字', noHistory: '輸入商品名稱開始搜尋', hint: '試試商品名稱裡的關鍵字', input: '搜尋商品', clearInput: '清除輸入', sureClear: '清除全部搜尋紀錄？' },
  product: {
    brand: '品牌', tags: '標籤', parameters: '商品屬性', videoBroken: '影片無法播放', video: '商品影片', picture: '第 {n} 張，共 {total} 張', options: '規格', choose: '請選擇{names}', comma: '、', chosen: '已選', promise: '服務', promises: '微信支付 · 出貨前可取消 · 訂單進度可查', detail: '商品介紹', noDetail: '商家還沒有填寫介紹',
    stock: '庫存 {n}', stockLow: '僅剩 {n} 件', quantity: '數量', minimum: '最少購買 {n} 件', maximum: '每筆訂單限購 {n} 件', addToCart: '加入購物車', buyNow: '立即購買', added: '已加入購物車', soldOut: '已售完',
    impossible: '無此組合', valueSoldOut: '已售完', listPrice: '建議售價', listPriceNote: '建議售價由商家標示，並非原價', less: '減少數量', moreOf: '增加數量', toCart: '購物車', notEnough: '庫存不足', unit: '單位：{unit}', specs: '選擇規格', pictureBefore: '上一張', pictureAfter: '下一張', pictures: '商品圖片',
  },
  cart: {
    changed: '購物車在別處更動過，已更新', over: '登入已過期', overHint: '重新登入後就能看到購物車裡的商品',
    title: '購物車', empty: '購物車還是空的', emptyHint: '挑幾件喜歡的商品吧', selectAll: '全選', total: '合計', noFreight: '不含運費', checkOut: '去結帳', count: '（{n}）', invalid: '無法購買的商品', clearInvalid: '清除', offSale: '已下架', noStock: '已售完',
    sureRemove: '從購物車刪除「{title}」？', sureClear: '清除 {n} 件無法購買的商品？', select: '選擇 {title}', removed: '已刪除', only: '僅剩 {n} 件', signInHint: '登入後可同步購物車', signIn: '登入', kept: '{n} 件商品', removeSelected: '刪除已選', sureRemoveSelected: '刪除已選的 {n} 種商品？',
  },
  checkout: {
    short: '有商品庫存不足，請減少數量', offSale: '商品已下架，請返回購物車查看', backToProduct: '返回商品',
    title: '確認訂單', chooseAddress: '請選擇收件地址', addAddress: '新增收件地址', goods: '商品清單', remark: '訂單備註', remarkHint: '選填，200 字以內', amount: '金額明細', pieces: '共 {n} 件', submit: '送出訂單 · 實付 {amount}', submitting: '正在送出…', needAddress: '請先新增收件地址',
    step: { goods: '商品金額', activity: '活動優惠', level: '會員優惠', promotion: '滿額折扣', coupon: '優惠券', points: '點數折抵', freight: '運費' },
    free: '免運費', toPay: '實付', changed: '價格有變動，請確認新的金額後再送出', addresses: '選擇收件地址', empty: '沒有可結帳的商品', backToCart: '回購物車', note: '下單後請在限定時間內付款，逾時訂單自動取消',
  },
  pay: {
    link: '綁定微信並付款', linkHint: '此帳號還沒有綁定微信。綁定後可在微信中直接付款', useOther: '用另一支手機掃碼',
    scanElsewhere: '此帳號還沒有綁定微信，請用另一支手機的微信「掃一掃」付款',
    changed: '金額有變動，請確認後再付款',
    title: '付款', amount: '應付金額', left: '請在 {clock} 內完成付款', over: '付款時間已過', method: '付款方式', wechat: '微信支付', wechatHint: '由微信提供的安全付款', payNow: '微信支付 · {amount}', scan: '請用微信「掃一掃」付款', scanAlt: '微信支付 QR Code', useQr: '改用掃碼付款', useApp: '改用手機付款', paid: '我已完成付款', starting: '正在開啟微信支付…',
    bridge: '微信沒有開啟付款視窗，請在微信中開啟本頁', cancelled: '已取消付款', failed: '付款未完成', order: '訂單 {number}', later: '稍後再付', waitingQr: '付款後本頁會自動更新',
    asking: '正在向微信確認付款結果…', askingHint: '請稍候，不要重複付款', success: '付款成功', successHint: '商家會盡快出貨', unknown: '還沒有收到付款結果', unknownHint: '如果已經付款，請稍後再查，款項不會遺失；如果還沒付款，可以繼續付款', askAgain: '再查一次', continue: '繼續付款', viewOrder: '查看訂單', cancelledOrder: '訂單已取消', cancelledHint: '如已付款，款項會退回原付款方式', result: '付款結果', paidAmount: '實付', pieces: '共 {n} 件',
  },
  order: {
    adjusted: '商家調整價格', adjustReason: '調整說明', changeAddress: '修改地址', chooseAddress: '選擇新地址', sureAddress: '使用此地址', addressChanged: '收件資訊已修改', otherAddress: '新增收件地址', picking: '商家正在揀貨，如需修改請聯絡商家', title: '我的訂單', detail: '訂單詳情', all: '全部', tab: { all: '全部', unpaid: '待付款', to_ship: '待出貨', to_receive: '待收貨', done: '已完成', closed: '已關閉' },
    state: {
      UNPAID: '待付款', DEPOSIT_PAID: '已付訂金', TO_COLLECT: '貨到付款', WAIT_GROUP: '待成團', PAID: '待出貨', SHIPPED_PART: '部分出貨', SHIPPED: '待收貨', COMPLETED: '已完成', SETTLED: '已完成', CANCELLING: '取消中', CANCELLED: '已取消', REFUNDING: '退款中', REFUNDED: '已退款',
    },
    hint: {
      UNPAID: '請盡快完成付款', DEPOSIT_PAID: '等待支付尾款', TO_COLLECT: '收貨時付款', WAIT_GROUP: '等待成團', PAID: '商家正在備貨', SHIPPED_PART: '部分商品已寄出', SHIPPED: '商品已寄出，請留意收貨', COMPLETED: '感謝您的購買', SETTLED: '感謝您的購買', CANCELLING: '正在與微信確認，請稍候', CANCELLED: '訂單已取消', REFUNDING: '款項正在退回原付款方式', REFUNDED: '款項已退回原付款方式',
    },
    event: {
      address: '修改收件資訊', note: '修改備註', pick: '商家開始揀貨', submit: '送出訂單', free: '無需付款', collect: '貨到付款', collected: '已收款', parcel_refused: '拒收', deposit: '訂金已付', balance: '尾款已付', balance_overdue: '尾款逾期', pay: '付款成功', pay_group: '付款成功，等待成團', group_full: '成團', group_expired: '未成團', price: '商家調整價格',
      cancel: '取消訂單', expire: '逾時未付款，訂單取消', closed: '訂單關閉', revive: '訂單恢復', ship_part: '部分出貨', ship: '商家已出貨', refund_all: '發起退款', pick_up: '已自取', deliver: '已送達', receive: '確認收貨', auto_receive: '系統自動確認收貨', settle: '訂單結束', extend_receipt: '延長收貨時間', wechat_settled: '微信確認收貨', rest_refunded: '其餘商品已退款', refunded: '退款完成',
    },
    carrier: { SF: '順豐速運', ZTO: '中通快遞', YTO: '圓通速遞', STO: '申通快遞', YD: '韻達快遞', JTSD: '極兔速遞', JD: '京東物流', EMS: 'EMS', DBL: '德邦快遞', YZPY: '中國郵政' },
    empty: '還沒有訂單', emptyHint: '您的訂單會顯示在這裡', number: '訂單編號', createdAt: '下單時間', paidAt: '付款時間', shippedAt: '出貨時間', completedAt: '完成時間', closedAt: '關閉時間', remark: '備註', reason: '取消原因', pay: '去付款', cancel: '取消訂單', receive: '確認收貨', again: '再買一次', pieces: '共 {n} 件', toPay: '應付', paid: '實付', refunded: '已退',
    timeline: '訂單進度', parcels: '物流', parcel: '包裹 {n}', tracking: '物流單號 {number}', inParcel: '本包裹 {n} 件', autoReceive: '{time} 自動確認收貨', payLeft: '{clock} 後自動取消', address: '收件資訊', goods: '商品', amounts: '金額', info: '訂單資訊', copyNumber: '複製訂單編號', copyTracking: '複製物流單號',
    extend: '延長收貨', sureExtend: '延長收貨時間？', sureExtendHint: '尚未收到貨時可延長一次，自動確認收貨的時間會往後延', extended: '已延長收貨時間', sureReceive: '確認已收到訂單的全部商品？', sureReceiveHint: '確認後交易完成。沒有收到貨請不要確認', received: '已確認收貨', cancelTitle: '為什麼取消？', reasons: { r1: '不想買了', r2: '規格或數量選錯了', r3: '地址或電話填錯了', r4: '商品缺貨', r5: '其他原因' }, sureCancel: '取消這筆訂單', cancelled: '已取消', cancelPending: '正在取消，請稍候查看', overdue: '付款時間已過，訂單將自動取消', refundNote: '已付款項會退回原付款方式', sum: '合計', emptyTab: '沒有「{tab}」的訂單', returnTo: '退貨地址', returnFirst: '寄回前請先聯絡客服', copyReturn: '複製退貨地址', againNone: '訂單裡的商品都已停售', againSome: '{n} 種商品已停售，其餘已加入購物車',
  },
  signIn: {
    restored: '已復原重新登入前填寫的內容', title: '登入', welcome: '歡迎來到{shop}', hint: '登入後查看訂單、同步購物車', wechat: '微信一鍵登入', byCode: '驗證碼登入', byPassword: '密碼登入', phone: '手機號碼', phoneHint: '11 碼手機號碼', code: '驗證碼', codeHint: '6 位數字', password: '密碼', passwordHint: '請輸入密碼', sendCode: '傳送驗證碼', resend: '{n} 秒後重送', sent: '驗證碼已傳送', submit: '登入', newHint: '未註冊的手機號碼驗證後自動建立帳號', phoneWrong: '請輸入正確的手機號碼', codeWrong: '請輸入 6 位數驗證碼', passwordMissing: '請輸入密碼', agree: '我已閱讀並同意', agreement: '服務條款', privacy: '隱私權政策', and: '和', mustAgree: '請先同意服務條款和隱私權政策', or: '或', showPassword: '顯示密碼', hidePassword: '隱藏密碼', finishing: '正在登入…', failed: '登入未完成', why: { session_over: '登入已失效，請重新登入', session_barred: '帳號已停用，如有疑問請聯絡客服', sign_in_state: '登入已過期，請重新登入', sign_in_snapshot: '請在微信中開啟完整頁面後登入', wechat_code_bad: '微信登入失敗，請重試', wechat_code_used: '這次微信登入已失效，請重試', wechat_token_bad: '微信登入已過期，請重試', wechat_refused: '微信登入暫時無法使用，請用手機號碼登入', member_disabled: '帳號已停用', rate: '操作過於頻繁，請稍後再試', busy: '系統忙碌中，請稍後再試' }, method: '登入方式', codesUsed: '今日已達上限', needed: '請先登入',
  },
  me: {
    title: '我的', signIn: '登入 / 註冊', signInHint: '登入後查看訂單與地址', orders: '我的訂單', allOrders: '全部訂單', addresses: '收件地址', profile: '個人資料', language: '語言', signOut: '登出', sureSignOut: '登出目前帳號？', signedOut: '已登出', noPhone: '未綁定手機號碼', agreement: '服務條款', privacy: '隱私權政策', settings: '設定',
  },
  profile: {
    title: '個人資料', nickname: '暱稱', nicknameHint: '1 到 32 個字', phone: '手機號碼', bind: '綁定手機號碼', change: '更換手機號碼', wechat: '微信', bound: '已綁定', notBound: '未綁定', since: '註冊時間', saved: '已儲存', password: '登入密碼', setPassword: '設定密碼', changePassword: '修改密碼', oldPassword: '舊密碼', newPassword: '新密碼', passwordRule: '至少 8 個字元', isSet: '已設定', notSet: '未設定', tooShort: '至少 8 個字元', bindFirst: '請先綁定手機號碼，再設定密碼', nicknameMissing: '請填寫暱稱',
    wechatWhy: '綁定後可以用微信登入；在微信中開啟本店時，可以直接付款', bindWechat: '綁定微信', unbindWechat: '解除綁定', sureUnbind: '要解除綁定微信嗎？', sureUnbindHint: '之後請用手機號碼登入。如再用微信登入，會建立另一個帳號，其中沒有此帳號的訂單。其他裝置上的登入會登出', unbindFirst: '微信是目前唯一的登入方式，綁定手機號碼後才能解除', linked: '已綁定微信', unlinked: '已解除綁定', toOrder: '返回訂單付款', linkFailed: '綁定未完成，請稍後再試',
    why: { sign_in_state: '綁定已過期，請重新綁定', sign_in_snapshot: '請在微信中開啟完整頁面後綁定', wechat_refused: '暫時無法連線到微信，請稍後再試', wechat_taken: '這個微信已綁定另一個帳號。要使用那個帳號，請登出後用微信登入；要改為綁定此帳號，請先在那個帳號的個人資料中解除綁定（如沒有手機號碼，需先綁定一個未註冊的手機號碼）', wechat_linked: '帳號已綁定微信，如需更換請先解除綁定' },
  },
  address: {
    title: '收件地址', add: '新增收件地址', edit: '編輯收件地址', name: '收件人', nameHint: '真實姓名', phone: '手機號碼', phoneHint: '11 碼手機號碼', region: '所在地區', regionHint: '省 / 市 / 區縣', detail: '詳細地址', detailHint: '街道、社區、樓棟、門牌號碼', isDefault: '設為預設地址', isNow: '預設地址', default: '預設', empty: '還沒有收件地址', emptyHint: '先新增一個，結帳更快', sureRemove: '刪除「{name}」的地址？', saved: '地址已儲存', removed: '地址已刪除', pickRegion: '選擇所在地區',
    nameMissing: '請填寫收件人', phoneWrong: '請填寫正確的手機號碼', regionMissing: '請選擇所在地區', detailMissing: '請填寫詳細地址', province: '請選擇省份', city: '請選擇城市', district: '請選擇區縣',
  },
  article: { title: '最新消息', all: '全部消息', empty: '還沒有內容', emptyHint: '商家發布後會顯示在這裡' },
  foot: { service: '客服電話', links: '關於本店' },
  legal: { ofVersion: '（第 {n} 版）', version: '第 {n} 版 · {date} 起生效', agreement: '服務條款', privacy: '隱私權政策', missing: '商家還沒有填寫此內容', missingHint: '發布後會顯示在這裡' },
  category: { title: '分類', empty: '還沒有分類', emptyHint: '商家正在整理商品' },
  proof: { own: '驗證碼會傳送到您目前的手機號碼 {phone}', why: '確認是您本人', fresh: '新手機號碼' },
};
export default messages;
