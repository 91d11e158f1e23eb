const messages = {
  shop: { name: '微商城' },
  nav: { home: '首页', category: '分类', cart: '购物车', me: '我的', back: '返回', main: '主导航', skip: '跳到正文' },
  act: {
    search: '搜索', retry: '重试', cancel: '取消', confirm: '确定', save: '保存', remove: '删除', edit: '编辑', more: '查看更多', close: '关闭', clear: '清空',
    copy: '复制', copied: '已复制', goShopping: '去逛逛', reset: '重置', done: '完成',
  },
  pull: { pulling: '下拉刷新', loosing: '松开刷新', loading: '正在刷新…' },
  time: { justNow: '刚刚', minutesAgo: '{n} 分钟前', today: '今天 {clock}', left: '剩余 {clock}', days: '{n} 天 {clock}' },
  error: {
    conflict: '刚刚在别处改过；再保存一次，就以这里的为准', missing: '内容不存在或已删除',
    title: '加载失败', offline: '网络已断开，请检查网络后重试', network: '连接不上服务器，请稍后重试', unknown: '出了点问题，请稍后重试', requestId: '请求编号 {id}',
    unsure: '网络不稳，结果未知。请再点一次，不会重复提交', offlineBar: '当前处于离线状态', notFound: '页面不存在', notFoundHint: '链接可能已失效，或内容已下架', home: '回首页',
    gone: '商品已下架或不存在', chunk: '页面已更新，请刷新', refresh: '刷新',
  },
  home: { banners: '推荐', bannerN: '第 {n} 张：{title}', announcements: '公告', allAnnouncements: '全部 {n} 条公告', moreOf: '查看更多：{title}', searchHint: '搜索商品', best: '热销榜', newest: '新品上架', empty: '店铺正在上货', emptyHint: '稍后再来看看吧', promise1: '微信支付', promise2: '发货前可取消', promise3: '订单全程可查', allCategories: '全部分类' },
  goods: {
    brand: '品牌', anyBrand: '全部品牌', sold: '已售 {n}', soldMany: '已售 {n} 万+', soldOut: '已售罄', from: '起', all: '全部商品', allOf: '全部{name}', end: '没有更多了', none: '没有找到商品', noFilter: '清除筛选', noneHint: '换个词或放宽筛选条件试试', loading: '正在加载', count: '商品列表',
    sort: { sales: '销量', newest: '新品', price: '价格', asc: '从低到高', desc: '从高到低' },
    filter: '筛选', inStock: '只看有货', priceRange: '价格区间（元）', lowest: '最低价', highest: '最高价', priceWrong: '请填写正确的金额', swapped: '最低价不能高于最高价',
  },
  search: { history: '最近搜索', clearHistory: '清空搜索记录', byCategory: '按分类找', suggested: '搜索发现', noHistory: '输入商品名称开始搜索', hint: '试试商品名称里的关键词', input: '搜索商品', clearInput: '清空输入', sureClear: '清空全部搜索记录？' },
  product: {
    brand: '品牌', tags: '标签', parameters: '商品参数', videoBroken: '视频无法播放', video: '商品视频', picture: '第 {n} 张，共 {total} 张', options: '规格', choose: '请选择{names}', comma: '、', chosen: '已选', promise: '服务', promises: '微信支付 · 发货前可取消 · 订单全程可查', detail: '商品详情', noDetail: '商家还没有填写详情',
    stock: '库存 {n}', stockLow: '仅剩 {n} 件', quantity: '数量', minimum: '{n} 件起购', maximum: '每单限购 {n} 件', addToCart: '加入购物车', buyNow: '立即购买', added: '已加入购物车', soldOut: '已售罄',
    impossible: '无此组合', valueSoldOut: '已售罄', listPrice: '划线价', listPriceNote: '划线价为商家标示的建议零售价，不是原价', less: '减少数量', moreOf: '增加数量', toCart: '购物车', notEnough: '库存不足', unit: '单位：{unit}', specs: '选择规格', pictureBefore: '上一张', pictureAfter: '下一张', pictures: '商品图片',
  },
  cart: {
    changed: '购物车在别处改动过，已更新', over: '登录已过期', overHint: '重新登录后就能看到购物车里的商品',
    title: '购物车', empty: '购物车还是空的', emptyHint: '挑几件喜欢的放进来', selectAll: '全选', total: '合计', noFreight: '不含运费', checkOut: '去结算', count: '（{n}）', invalid: '失效商品', clearInvalid: '清空', offSale: '已下架', noStock: '已售罄',
    sureRemove: '从购物车删除“{title}”？', sureClear: '清空 {n} 件失效商品？', select: '选择 {title}', removed: '已删除', only: '仅剩 {n} 件', signInHint: '登录后可同步购物车', signIn: '登录', kept: '{n} 件商品', removeSelected: '删除已选', sureRemoveSelected: '删除已选的 {n} 种商品？',
  },
  checkout: {
    short: '有商品库存不足，请减少数量', offSale: '商品已下架，请返回购物车查看', backToProduct: '返回商品',
    title: '确认订单', chooseAddress: '请选择收货地址', addAddress: '添加收货地址', goods: '商品清单', remark: '订单备注', remarkHint: '选填，200 字以内', amount: '金额明细', pieces: '共 {n} 件', submit: '提交订单 · 实付 {amount}', submitting: '正在提交…', needAddress: '请先添加收货地址',
    step: { goods: '商品金额', activity: '活动优惠', level: '会员优惠', promotion: '满减优惠', coupon: '优惠券', points: '积分抵扣', freight: '运费' },
    free: '免运费', toPay: '实付', changed: '价格有变化，请确认新的金额后再提交', addresses: '选择收货地址', empty: '没有可结算的商品', backToCart: '返回购物车', note: '下单后请在限定时间内付款，超时订单自动取消',
  },
  pay: {
    link: '绑定微信并付款', linkHint: '此账号还没有绑定微信。绑定后可在微信中直接付款', useOther: '用另一台手机扫码',
    scanElsewhere: '此账号还没有绑定微信，请用另一台手机的微信扫一扫付款',
    changed: '金额有变化，请确认后再支付',
    title: '收银台', amount: '应付金额', left: '请在 {clock} 内完成支付', over: '支付时间已过', method: '支付方式', wechat: '微信支付', wechatHint: '微信安全支付', payNow: '微信支付 · {amount}', scan: '请用微信扫一扫付款', scanAlt: '微信支付二维码', useQr: '改用扫码支付', useApp: '改用手机支付', paid: '我已完成支付', starting: '正在打开微信支付…',
    bridge: '未能打开微信支付窗口，请在微信中打开本页', cancelled: '已取消支付', failed: '支付未完成', order: '订单 {number}', later: '稍后再付', waitingQr: '付款后本页会自动更新',
    asking: '正在向微信确认支付结果…', askingHint: '请稍候，不要重复支付', success: '支付成功', successHint: '商家会尽快发货', unknown: '还没有收到支付结果', unknownHint: '如果已经付款，请稍后再查，款项不会丢失；如果还没付款，可以继续支付', askAgain: '再查一次', continue: '继续支付', viewOrder: '查看订单', cancelledOrder: '订单已取消', cancelledHint: '如已付款，款项会原路退回', result: '支付结果', paidAmount: '实付', pieces: '共 {n} 件',
  },
  order: {
    adjusted: '商家改价', adjustReason: '改价说明', changeAddress: '修改地址', chooseAddress: '选择新地址', sureAddress: '使用此地址', addressChanged: '收货信息已修改', otherAddress: '添加收货地址', picking: '商家正在配货，如需修改请联系商家', title: '我的订单', detail: '订单详情', all: '全部', tab: { all: '全部', unpaid: '待付款', to_ship: '待发货', to_receive: '待收货', done: '已完成', closed: '已关闭' },
    state: {
      UNPAID: '待付款', DEPOSIT_PAID: '已付定金', TO_COLLECT: '货到付款', WAIT_GROUP: '待成团', PAID: '待发货', SHIPPED_PART: '部分发货', SHIPPED: '待收货', COMPLETED: '已完成', SETTLED: '已完成', CANCELLING: '取消中', CANCELLED: '已取消', REFUNDING: '退款中', REFUNDED: '已退款',
    },
    hint: {
      UNPAID: '请尽快完成付款', DEPOSIT_PAID: '等待支付尾款', TO_COLLECT: '收货时付款', WAIT_GROUP: '等待成团', PAID: '商家正在备货', SHIPPED_PART: '部分商品已发出', SHIPPED: '商品已发出，请留意收货', COMPLETED: '感谢您的购买', SETTLED: '感谢您的购买', CANCELLING: '正在与微信确认，请稍候', CANCELLED: '订单已取消', REFUNDING: '款项正在原路退回', REFUNDED: '款项已原路退回',
    },
    event: {
      address: '修改收货信息', note: '修改备注', pick: '商家开始配货', submit: '提交订单', free: '无需付款', collect: '货到付款', collected: '已收款', parcel_refused: '拒收', deposit: '支付定金', balance: '支付尾款', balance_overdue: '尾款逾期', pay: '支付成功', pay_group: '支付成功，等待成团', group_full: '成团', group_expired: '未成团', price: '商家改价',
      cancel: '取消订单', expire: '超时未付款，订单取消', closed: '订单关闭', revive: '订单恢复', ship_part: '部分发货', ship: '商家已发货', refund_all: '发起退款', pick_up: '已自提', deliver: '已交付', receive: '确认收货', auto_receive: '系统自动确认收货', settle: '订单完结', extend_receipt: '延长收货时间', wechat_settled: '微信确认收货', rest_refunded: '其余商品已退款', refunded: '退款完成',
    },
    carrier: { SF: '顺丰速运', ZTO: '中通快递', YTO: '圆通速递', STO: '申通快递', YD: '韵达快递', JTSD: '极兔速递', JD: '京东物流', EMS: 'EMS', DBL: '德邦快递', YZPY: '中国邮政' },
    empty: '还没有订单', emptyHint: '下过的订单会出现在这里', number: '订单编号', createdAt: '下单时间', paidAt: '付款时间', shippedAt: '发货时间', completedAt: '完成时间', closedAt: '关闭时间', remark: '备注', reason: '取消原因', pay: '去付款', cancel: '取消订单', receive: '确认收货', again: '再次购买', pieces: '共 {n} 件', toPay: '应付', paid: '实付', refunded: '已退',
    timeline: '订单动态', parcels: '物流', parcel: '包裹 {n}', tracking: '运单号 {number}', inParcel: '本包裹 {n} 件', autoReceive: '{time} 自动确认收货', payLeft: '{clock} 后自动取消', address: '收货信息', goods: '商品', amounts: '金额', info: '订单信息', copyNumber: '复制订单编号', copyTracking: '复制运单号',
    extend: '延长收货', sureExtend: '延长收货时间？', sureExtendHint: '还没收到货时可延长一次，自动确认收货的时间会推后', extended: '已延长收货时间', sureReceive: '确认已收到订单的全部商品？', sureReceiveHint: '确认后交易完成。没有收到货请不要确认', received: '已确认收货', cancelTitle: '为什么取消？', reasons: { r1: '不想要了', r2: '规格或数量选错了', r3: '地址或电话填错了', r4: '商品缺货', r5: '其他原因' }, sureCancel: '取消该订单', cancelled: '已取消', cancelPending: '正在取消，请稍候查看', overdue: '支付时间已过，订单将自动取消', refundNote: '已付款项会原路退回', sum: '合计', emptyTab: '没有“{tab}”的订单', returnTo: '退货地址', returnFirst: '寄回前请先联系客服', copyReturn: '复制退货地址', againNone: '订单里的商品都已不再出售', againSome: '{n} 种商品已不再出售，其余已加入购物车',
  },
  signIn: {
    restored: '已恢复重新登录前填写的内容', title: '登录', welcome: '欢迎来到{shop}', hint: '登录后查看订单、同步购物车', wechat: '微信一键登录', byCode: '验证码登录', byPassword: '密码登录', phone: '手机号', phoneHint: '11 位手机号', code: '验证码', codeHint: '6 位数字', password: '密码', passwordHint: '请输入密码', sendCode: '获取验证码', resend: '{n} 秒后重发', sent: '验证码已发送', submit: '登录', newHint: '未注册的手机号验证后自动创建账号', phoneWrong: '请输入正确的手机号', codeWrong: '请输入 6 位验证码', passwordMissing: '请输入密码', agree: '我已阅读并同意', agreement: '用户协议', privacy: '隐私政策', and: '和', mustAgree: '请先同意用户协议和隐私政策', or: '或', showPassword: '显示密码', hidePassword: '隐藏密码', finishing: '正在登录…', failed: '登录未完成', why: { session_over: '登录已失效，请重新登录', session_barred: '账号已停用，如有疑问请联系客服', sign_in_state: '登录已过期，请重新登录', sign_in_snapshot: '请在微信中打开完整页面后登录', wechat_code_bad: '微信登录失败，请重试', wechat_code_used: '本次微信登录已失效，请重试', wechat_token_bad: '微信登录已过期，请重试', wechat_refused: '微信登录暂时不可用，请用手机号登录', member_disabled: '账号已停用', rate: '操作过于频繁，请稍后再试', busy: '系统繁忙，请稍后再试' }, method: '登录方式', codesUsed: '今日已达上限', needed: '请先登录',
  },
  me: {
    title: '我的', signIn: '登录 / 注册', signInHint: '登录后查看订单与地址', orders: '我的订单', allOrders: '全部订单', addresses: '收货地址', profile: '个人资料', language: '语言', signOut: '退出登录', sureSignOut: '退出当前账号？', signedOut: '已退出登录', noPhone: '未绑定手机号', agreement: '用户协议', privacy: '隐私政策', settings: '设置',
  },
  profile: {
    title: '个人资料', nickname: '昵称', nicknameHint: '1 到 32 个字', phone: '手机号', bind: '绑定手机号', change: '更换手机号', wechat: '微信', bound: '已绑定', notBound: '未绑定', since: '注册时间', saved: '已保存', password: '登录密码', setPassword: '设置密码', changePassword: '修改密码', oldPassword: '旧密码', newPassword: '新密码', passwordRule: '至少 8 位', isSet: '已设置', notSet: '未设置', tooShort: '至少 8 位', bindFirst: '请先绑定手机号，再设置密码', nicknameMissing: '请填写昵称',
    wechatWhy: '绑定后可以用微信登录；在微信中打开本店时，可以直接付款', bindWechat: '绑定微信', unbindWechat: '解除绑定', sureUnbind: '解除绑定微信？', sureUnbindHint: '之后请用手机号登录。如再用微信登录，会新建另一个账号，其中没有此账号的订单。其他设备上的登录会退出', unbindFirst: '微信是目前唯一的登录方式，绑定手机号后才能解除', linked: '已绑定微信', unlinked: '已解除绑定', toOrder: '返回订单付款', linkFailed: '绑定未完成，请稍后再试',
    why: { sign_in_state: '绑定已过期，请重新绑定', sign_in_snapshot: '请在微信中打开完整页面后绑定', wechat_refused: '暂时无法连接微信，请稍后再试', wechat_taken: '该微信已绑定另一个账号。要使用那个账号，请退出后用微信登录；要改为绑定此账号，请先在那个账号的个人资料中解除绑定（如没有手机号，需先绑定一个未注册的手机号）', wechat_linked: '账号已绑定微信，如需更换请先解除绑定' },
  },
  address: {
    title: '收货地址', add: '添加收货地址', edit: '编辑收货地址', name: '收货人', nameHint: '真实姓名', phone: '手机号', phoneHint: '11 位手机号', region: '所在地区', regionHint: '省 / 市 / 区县', detail: '详细地址', detailHint: '街道、小区、楼栋、门牌号', isDefault: '设为默认地址', isNow: '默认地址', default: '默认', empty: '还没有收货地址', emptyHint: '添加一个，下单更快', sureRemove: '删除“{name}”的地址？', saved: '地址已保存', removed: '地址已删除', pickRegion: '选择所在地区',
    nameMissing: '请填写收货人', phoneWrong: '请填写正确的手机号', regionMissing: '请选择所在地区', detailMissing: '请填写详细地址', province: '请选择省份', city: '请选择城市', district: '请选择区县',
  },
  article: { title: '资讯', all: '全部资讯', empty: '还没有内容', emptyHint: '商家发布后会显示在这里' },
  foot: { service: '客服电话', links: '关于本店' },
  legal: { ofVersion: '（第 {n} 版）', version: '第 {n} 版 · {date} 起生效', agreement: '用户协议', privacy: '隐私政策', missing: '商家还没有填写此内容', missingHint: '发布后会显示在这里' },
  category: { title: '分类', empty: '还没有分类', emptyHint: '商家正在整理货架' },
  proof: { own: '验证码会发送到您现在的手机号 {phone}', why: '确认是您本人', fresh: '新手机号' },
};
export default messages;
export type Messages = typeof messages;
