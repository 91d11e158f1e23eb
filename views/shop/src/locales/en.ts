import type { Messages } from './zh-CN';

const messages: Messages = {
  shop: { name: 'Micromall' },
  nav: { home: 'Home', category: 'Categories', cart: 'Cart', me: 'Me', back: 'Back', main: 'Main', skip: 'Skip to content' },
  act: {
    search: 'Search', retry: 'Try again', cancel: 'Cancel', confirm: 'OK', save: 'Save', remove: 'Delete', edit: 'Edit', more: 'See all', close: 'Close', clear: 'Clear',
    copy: 'Copy', copied: 'Copied', goShopping: 'Start shopping', reset: 'Reset', done: 'Done',
  },
  time: { justNow: 'just now', minutesAgo: '{n} min ago', today: 'today {clock}', left: '{clock} left', days: '{n} d {clock}' },
  error: {
    title: 'Could not load', offline: 'You are offline. Check your connection and try again', network: 'The server cannot be reached. Try again later', unknown: 'Something went wrong. Try again later', requestId: 'Request {id}',
    unsure: 'The connection broke and the outcome is unknown. Press once more: it will not be done twice', offlineBar: 'You are offline', notFound: 'Page not found', notFoundHint: 'The link may be out of date, or the item is no longer sold', home: 'Go home',
    gone: 'This product is no longer sold', chunk: 'The page has been updated', refresh: 'Reload',
  },
  home: { banners: 'Highlights', bannerN: 'Picture {n}: {title}', announcements: 'Announcements', allAnnouncements: 'All {n} announcements', moreOf: 'See all: {title}', searchHint: 'Search products', best: 'Best sellers', newest: 'New arrivals', empty: 'The shelves are being filled', emptyHint: 'Come back a little later', promise1: 'WeChat Pay', promise2: 'Cancel until shipped', promise3: 'Tracking', allCategories: 'All categories' },
  goods: {
    brand: 'Brand', anyBrand: 'All brands', sold: '{n} sold', soldMany: '{n}0,000+ sold', soldOut: 'Sold out', from: '+', all: 'All products', allOf: 'All in {name}', end: 'That is all', none: 'Nothing found', noneHint: 'Try another word or fewer filters', loading: 'Loading', count: 'Products',
    sort: { sales: 'Sales', newest: 'New', price: 'Price', asc: 'low to high', desc: 'high to low' },
    filter: 'Filter', inStock: 'In stock only', priceRange: 'Price range (yuan)', lowest: 'Lowest', highest: 'Highest', priceWrong: 'Enter an amount', swapped: 'The lowest price is above the highest',
  },
  search: { history: 'Recent searches', clearHistory: 'Clear recent searches', byCategory: 'Browse by category', noHistory: 'Type a product name to search', hint: 'One word of the name is enough', input: 'Search products', clearInput: 'Clear', sureClear: 'Clear all recent searches?' },
  product: {
    brand: 'Brand', tags: 'Tags', parameters: 'Parameters', video: 'Video', picture: 'picture {n} of {total}', options: 'Options', choose: 'Choose {names}', comma: ', ', chosen: 'Chosen', promise: 'Service', promises: 'WeChat Pay · cancel until shipped · order tracking', detail: 'Description', noDetail: 'There is no description yet',
    stock: '{n} in stock', stockLow: 'Only {n} left', quantity: 'Quantity', minimum: 'At least {n}', maximum: 'at most {n} per order', addToCart: 'Add to cart', buyNow: 'Buy now', added: 'Added to cart', soldOut: 'Out of stock',
    impossible: 'not made', valueSoldOut: 'sold out', listPrice: 'List price', listPriceNote: 'The retail price the seller suggests. It is not an earlier price', less: 'Fewer', moreOf: 'More', toCart: 'Cart', notEnough: 'Not enough in stock', unit: 'per {unit}', specs: 'Choose options',
  },
  cart: {
    title: 'Cart', empty: 'Your cart is empty', emptyHint: 'Put something you like into it', selectAll: 'All', total: 'Total', noFreight: 'before shipping', checkOut: 'Check out', count: ' ({n})', invalid: 'No longer available', clearInvalid: 'Remove all', offSale: 'Not sold', noStock: 'Sold out',
    sureRemove: 'Take “{title}” out of the cart?', sureClear: 'Remove {n} unavailable items?', select: 'Select {title}', removed: 'Removed', only: 'Only {n} left', signInHint: 'Sign in to keep your cart', signIn: 'Sign in', kept: '{n} items', removeSelected: 'Delete selected', sureRemoveSelected: 'Delete {n} selected items?',
  },
  checkout: {
    title: 'Checkout', chooseAddress: 'Choose an address', addAddress: 'Add a delivery address', goods: 'Items', remark: 'Remark', remarkHint: 'Optional, up to 200 characters', amount: 'Amount', pieces: '{n} pcs', submit: 'Place order · {amount}', submitting: 'Placing the order…', needAddress: 'Add a delivery address first',
    step: { goods: 'Goods', activity: 'Activity', level: 'Member price', promotion: 'Promotion', coupon: 'Coupon', points: 'Points', freight: 'Shipping' },
    free: 'free', toPay: 'To pay', changed: 'The price has changed. Please look at it and submit again', addresses: 'Choose an address', empty: 'Nothing to check out', backToCart: 'Back to cart', note: 'Pay in time: an unpaid order is cancelled automatically',
  },
  pay: {
    title: 'Payment', amount: 'Amount due', left: 'Pay within {clock}', over: 'The time to pay is over', method: 'Pay with', wechat: 'WeChat Pay', wechatHint: 'Safe payment by WeChat', payNow: 'WeChat Pay · {amount}', scan: 'Scan with WeChat to pay', scanAlt: 'QR code for WeChat Pay', useQr: 'Pay by QR code instead', useApp: 'Pay on this phone instead', paid: 'I have paid', starting: 'Opening WeChat Pay…',
    bridge: 'WeChat did not open its payment window. Open this page inside WeChat', cancelled: 'Payment cancelled', failed: 'The payment was not completed', order: 'Order {number}', later: 'Pay later', waitingQr: 'This page follows by itself once you have paid',
    asking: 'Asking WeChat about the payment…', askingHint: 'One moment. Do not pay twice', success: 'Paid', successHint: 'The seller will ship soon', unknown: 'No payment has arrived yet', unknownHint: 'If you have paid, ask again in a moment: nothing is lost. If not, you can go on and pay', askAgain: 'Ask again', continue: 'Go on and pay', viewOrder: 'View order', cancelledOrder: 'The order is cancelled', cancelledHint: 'What was paid goes back the way it came', result: 'Payment result', paidAmount: 'Paid',
  },
  order: {
    adjusted: 'Changed by the shop', adjustReason: 'Reason', changeAddress: 'Change', chooseAddress: 'Where should it go instead?', sureAddress: 'Send it here', addressChanged: 'The address has changed', otherAddress: 'Add an address', picking: 'The shop is packing it: ask the shop for changes', title: 'My orders', detail: 'Order', all: 'All', tab: { all: 'All', unpaid: 'To pay', to_ship: 'To ship', to_receive: 'To receive', done: 'Done', closed: 'Closed' },
    state: {
      UNPAID: 'To pay', DEPOSIT_PAID: 'Deposit paid', TO_COLLECT: 'Cash on delivery', WAIT_GROUP: 'Waiting for group', PAID: 'To ship', SHIPPED_PART: 'Partly shipped', SHIPPED: 'To receive', COMPLETED: 'Done', SETTLED: 'Done', CANCELLING: 'Cancelling', CANCELLED: 'Cancelled', REFUNDING: 'Refunding', REFUNDED: 'Refunded',
    },
    hint: {
      UNPAID: 'Please pay soon', DEPOSIT_PAID: 'Waiting for the balance', TO_COLLECT: 'Pay on delivery', WAIT_GROUP: 'Waiting for the group', PAID: 'The seller is packing', SHIPPED_PART: 'Some items are on their way', SHIPPED: 'On its way to you', COMPLETED: 'Thank you', SETTLED: 'Thank you', CANCELLING: 'Checking with WeChat, one moment', CANCELLED: 'The order is cancelled', REFUNDING: 'The money is on its way back', REFUNDED: 'The money went back the way it came',
    },
    event: {
      address: 'Address changed', note: 'Remark changed', pick: 'The shop began to pack it', submit: 'Order placed', free: 'Nothing to pay', collect: 'Cash on delivery', collected: 'Collected', parcel_refused: 'Parcel refused', deposit: 'Deposit paid', balance: 'Balance paid', balance_overdue: 'Balance overdue', pay: 'Paid', pay_group: 'Paid, waiting for the group', group_full: 'Group complete', group_expired: 'Group not complete', price: 'Price changed by the seller',
      cancel: 'Cancelled', expire: 'Not paid in time, cancelled', closed: 'Closed', revive: 'Restored', ship_part: 'Partly shipped', ship: 'Shipped', refund_all: 'Refund asked for', pick_up: 'Picked up', deliver: 'Delivered', receive: 'Receipt confirmed', auto_receive: 'Receipt confirmed by the system', settle: 'Closed', extend_receipt: 'More time to confirm', wechat_settled: 'Receipt confirmed in WeChat', rest_refunded: 'The rest was refunded', refunded: 'Refunded',
    },
    carrier: { SF: 'SF Express', ZTO: 'ZTO Express', YTO: 'YTO Express', STO: 'STO Express', YD: 'Yunda Express', JTSD: 'J&T Express', JD: 'JD Logistics', EMS: 'EMS', DBL: 'Deppon', YZPY: 'China Post' },
    empty: 'No orders yet', emptyHint: 'Orders you place appear here', number: 'Order number', createdAt: 'Placed', paidAt: 'Paid', shippedAt: 'Shipped', completedAt: 'Completed', closedAt: 'Closed', remark: 'Remark', reason: 'Reason', pay: 'Pay', cancel: 'Cancel order', receive: 'Confirm receipt', again: 'Buy again', pieces: '{n} pcs', toPay: 'To pay', paid: 'Paid', refunded: 'Refunded',
    timeline: 'History', parcels: 'Parcels', parcel: 'Parcel {n}', tracking: 'No. {number}', inParcel: '{n} pcs in it', autoReceive: 'Confirmed by itself at {time}', payLeft: 'Cancelled in {clock} if not paid', address: 'Delivery', goods: 'Items', amounts: 'Amount', info: 'About this order', copyNumber: 'Copy order number', copyTracking: 'Copy tracking number',
    extend: 'More time', sureExtend: 'Not there yet?', sureExtendHint: 'The order is then confirmed by itself later. This can be done once', extended: 'You have more time now', sureReceive: 'Has everything arrived?', sureReceiveHint: 'This completes the order. Do not confirm before the goods are with you', received: 'Receipt confirmed', cancelTitle: 'Why cancel?', reasons: { r1: 'I no longer want it', r2: 'Wrong option or quantity', r3: 'Wrong address or phone', r4: 'Not in stock', r5: 'Something else' }, sureCancel: 'Cancel this order', cancelled: 'Cancelled', cancelPending: 'Being cancelled, look again soon', overdue: 'The time to pay is over: it is being cancelled', refundNote: 'What was paid goes back the way it came',
  },
  signIn: {
    restored: 'What you typed before signing in again is back', title: 'Sign in', welcome: 'Welcome to {shop}', hint: 'Sign in for your orders and your cart', wechat: 'Continue with WeChat', byCode: 'By code', byPassword: 'By password', phone: 'Phone', phoneHint: '11 digits', code: 'Code', codeHint: '6 digits', password: 'Password', passwordHint: 'Your password', sendCode: 'Send code', resend: 'Again in {n} s', sent: 'Code sent', submit: 'Sign in', newHint: 'A new number gets an account by itself', phoneWrong: 'Enter a mobile number', codeWrong: 'Enter the 6 digits', passwordMissing: 'Enter your password', agree: 'I have read and agree to the', agreement: 'Terms', privacy: 'Privacy policy', and: 'and the', mustAgree: 'Agree to the terms and the privacy policy first', or: 'or', showPassword: 'Show', hidePassword: 'Hide', finishing: 'Signing in…', failed: 'Sign-in was not completed', why: { sign_in_state: 'This sign-in is over: begin again', sign_in_snapshot: 'Open the whole page in WeChat to sign in', wechat_code_bad: 'WeChat sign-in failed: try again', wechat_code_used: 'This WeChat sign-in was used: try again', wechat_token_bad: 'The WeChat sign-in is over: try again', wechat_refused: 'WeChat sign-in is not available now: sign in by phone', member_disabled: 'This account is disabled', rate: 'Too many requests: try again later', busy: 'Busy: try again shortly' }, method: 'Way to sign in', needed: 'Sign in first',
  },
  me: {
    title: 'Me', signIn: 'Sign in / Sign up', signInHint: 'For your orders and addresses', orders: 'My orders', allOrders: 'All orders', addresses: 'Addresses', profile: 'Profile', language: 'Language', signOut: 'Sign out', sureSignOut: 'Sign out?', signedOut: 'Signed out', noPhone: 'No phone bound', agreement: 'Terms', privacy: 'Privacy policy', settings: 'Settings',
  },
  profile: {
    title: 'Profile', nickname: 'Nickname', nicknameHint: '1 to 32 characters', phone: 'Phone', bind: 'Bind phone', change: 'Change phone', wechat: 'WeChat', bound: 'bound', notBound: 'not bound', since: 'Member since', saved: 'Saved', password: 'Password', setPassword: 'Set password', changePassword: 'Change password', oldPassword: 'Old', newPassword: 'New', passwordRule: 'At least 8 characters, used nowhere else', isSet: 'set', notSet: 'not set', tooShort: 'At least 8 characters', codeFirst: 'A first password needs a code sent to your phone {phone}', bindFirst: 'Bind a phone first, then set a password', nicknameMissing: 'Enter a nickname',
  },
  address: {
    title: 'Addresses', add: 'Add address', edit: 'Edit address', name: 'Name', nameHint: 'Real name', phone: 'Phone', phoneHint: '11 digits', region: 'Region', regionHint: 'Province / city / district', detail: 'Address', detailHint: 'Street, building, room', isDefault: 'Make it the default', isNow: 'Default address', default: 'Default', empty: 'No address yet', emptyHint: 'Add one to order faster', sureRemove: 'Delete the address of {name}?', saved: 'Address saved', removed: 'Address deleted', pickRegion: 'Choose a region',
    nameMissing: 'Enter a name', phoneWrong: 'Enter a phone number', regionMissing: 'Choose a region', detailMissing: 'Enter the address',
  },
  article: { title: 'News and guides', all: 'All articles', empty: 'Nothing here yet', emptyHint: 'What the shop publishes will appear here' },
  foot: { service: 'Customer service', links: 'About this shop' },
  legal: { ofVersion: ' (version {n})', version: 'Version {n} · in force since {date}', agreement: 'Terms', privacy: 'Privacy policy', missing: 'The seller has not written this yet', missingHint: 'It will stand here once it is published' },
  category: { title: 'Categories', empty: 'No categories yet', emptyHint: 'The shelves are being set up' },
};
export default messages;
