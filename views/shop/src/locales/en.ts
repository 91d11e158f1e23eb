import type { Messages } from './zh-CN';

const messages: Messages = {
  shop: { name: 'Micromall' },
  nav: { home: 'Home', category: 'Categories', cart: 'Cart', me: 'Me', back: 'Back', main: 'Main', skip: 'Skip to content' },
  act: {
    search: 'Search', retry: 'Try again', cancel: 'Cancel', confirm: 'OK', save: 'Save', remove: 'Delete', edit: 'Edit', more: 'See all', close: 'Close', clear: 'Clear',
    copy: 'Copy', copied: 'Copied', goShopping: 'Start shopping', reset: 'Reset', done: 'Done',
  },
  pull: { pulling: 'Pull to refresh', loosing: 'Release to refresh', loading: 'Refreshing…' },
  time: { justNow: 'just now', minutesAgo: '{n} min ago', today: 'today {clock}', left: '{clock} left', days: '{n} d {clock}' },
  error: {
    conflict: 'This was just changed elsewhere. Save again to keep what is here', missing: 'This page or item no longer exists',
    title: 'Couldn’t load this page', offline: 'You are offline. Check your connection and try again', network: 'Can’t reach the server. Please try again later', unknown: 'Something went wrong. Please try again later', requestId: 'Request ID {id}',
    unsure: 'The connection dropped, so we can’t tell whether it worked. Tap again: it won’t be done twice', offlineBar: 'You are offline', notFound: 'Page not found', notFoundHint: 'The link may be out of date, or the item is no longer sold', home: 'Go home',
    gone: 'This product is no longer available', chunk: 'This page has been updated. Please reload', refresh: 'Reload',
  },
  home: { banners: 'Highlights', bannerN: 'Picture {n}: {title}', announcements: 'Announcements', allAnnouncements: 'All announcements ({n})', moreOf: 'See all: {title}', searchHint: 'Search products', best: 'Best sellers', newest: 'New arrivals', empty: 'We’re stocking the shelves', emptyHint: 'Please come back soon', promise1: 'WeChat Pay', promise2: 'Cancel until shipped', promise3: 'Tracking', allCategories: 'All categories' },
  goods: {
    brand: 'Brand', anyBrand: 'All brands', sold: '{n} sold', soldMany: '{n}0,000+ sold', soldOut: 'Sold out', from: '+', all: 'All products', allOf: 'All in {name}', end: 'You’ve reached the end', none: 'No products found', noFilter: 'Clear filters', noneHint: 'Try another word or remove some filters', loading: 'Loading…', count: 'Products',
    sort: { sales: 'Popular', newest: 'Newest', price: 'Price', asc: 'low to high', desc: 'high to low' },
    filter: 'Filter', inStock: 'In stock only', priceRange: 'Price range (yuan)', lowest: 'Lowest', highest: 'Highest', priceWrong: 'Enter a valid amount', swapped: 'The lowest price is above the highest',
  },
  search: { history: 'Recent searches', clearHistory: 'Clear recent searches', byCategory: 'Browse by category', suggested: 'Try searching for', noHistory: 'Search for a product by name', hint: 'Try a word from the product name', input: 'Search products', clearInput: 'Clear search', sureClear: 'Clear all recent searches?' },
  product: {
    brand: 'Brand', tags: 'Tags', parameters: 'Specifications', videoBroken: 'This video can’t be played', video: 'Video', picture: 'Picture {n} of {total}', options: 'Options', choose: 'Choose {names}', comma: ', ', chosen: 'Selected', promise: 'Service', promises: 'WeChat Pay · Cancel until shipped · Order tracking', detail: 'Description', noDetail: 'No description yet',
    stock: '{n} in stock', stockLow: 'Only {n} left', quantity: 'Quantity', minimum: 'Minimum {n} per order', maximum: 'Limit {n} per order', addToCart: 'Add to cart', buyNow: 'Buy now', added: 'Added to cart', soldOut: 'Sold out',
    impossible: 'Unavailable', valueSoldOut: 'Sold out', listPrice: 'List price', listPriceNote: 'The retail price suggested by the seller, not a former price', less: 'Decrease', moreOf: 'Increase', toCart: 'Cart', notEnough: 'Not enough in stock', unit: 'per {unit}', specs: 'Choose options', pictureBefore: 'Previous picture', pictureAfter: 'Next picture', pictures: 'Pictures',
  },
  cart: {
    changed: 'The cart was changed elsewhere and has been updated', over: 'Your session has ended', overHint: 'Sign in again to see what is in your cart',
    title: 'Cart', empty: 'Your cart is empty', emptyHint: 'Add something you like', selectAll: 'Select all', total: 'Total', noFreight: 'excl. shipping', checkOut: 'Check out', count: ' ({n})', invalid: 'No longer available', clearInvalid: 'Clear', offSale: 'Off sale', noStock: 'Sold out',
    sureRemove: 'Delete “{title}” from your cart?', sureClear: 'Delete {n} unavailable item? | Delete {n} unavailable items?', select: 'Select {title}', removed: 'Deleted', only: 'Only {n} left', signInHint: 'Sign in to sync your cart', signIn: 'Sign in', kept: '{n} item | {n} items', removeSelected: 'Delete selected', sureRemoveSelected: 'Delete {n} selected item? | Delete {n} selected items?',
  },
  checkout: {
    short: 'Some items are short of stock. Please take fewer', offSale: 'Something is no longer on sale. Please check your cart', backToProduct: 'Back to product',
    title: 'Checkout', chooseAddress: 'Choose a delivery address', addAddress: 'Add a delivery address', goods: 'Items', remark: 'Order note', remarkHint: 'Optional', amount: 'Amount', pieces: '{n} item | {n} items', submit: 'Place order · {amount}', submitting: 'Placing your order…', needAddress: 'Add a delivery address first',
    step: { goods: 'Subtotal', activity: 'Offer', level: 'Member discount', promotion: 'Promotion', coupon: 'Coupon', points: 'Points', freight: 'Shipping' },
    free: 'Free', toPay: 'Total', changed: 'The price has changed. Check the new amount and place the order again', addresses: 'Choose a delivery address', empty: 'Nothing to check out', backToCart: 'Back to cart', note: 'Please pay in time. Unpaid orders are cancelled automatically',
  },
  pay: {
    link: 'Link WeChat and pay', linkHint: 'This account is not linked to WeChat. Link it to pay right here', useOther: 'Scan with another phone',
    scanElsewhere: 'This account is not linked to WeChat. Scan with WeChat on another phone to pay',
    changed: 'The amount has changed. Please check it before you pay',
    title: 'Payment', amount: 'Amount due', left: 'Pay within {clock}', over: 'Time to pay has run out', method: 'Pay with', wechat: 'WeChat Pay', wechatHint: 'Secure payment by WeChat', payNow: 'WeChat Pay · {amount}', scan: 'Scan with WeChat to pay', scanAlt: 'QR code for WeChat Pay', useQr: 'Pay by QR code', useApp: 'Pay on this phone', paid: 'I have paid', starting: 'Opening WeChat Pay…',
    bridge: 'WeChat didn’t open the payment window. Please open this page in WeChat', cancelled: 'Payment cancelled', failed: 'Payment not completed', order: 'Order {number}', later: 'Pay later', waitingQr: 'This page updates once you have paid',
    asking: 'Checking your payment with WeChat…', askingHint: 'One moment. Please don’t pay again', success: 'Payment successful', successHint: 'The seller will ship soon', unknown: 'We haven’t received your payment yet', unknownHint: 'If you have paid, check again in a moment. Your money is safe. If not, you can still pay', askAgain: 'Check again', continue: 'Continue payment', viewOrder: 'View order', cancelledOrder: 'This order was cancelled', cancelledHint: 'Anything you paid will be refunded to your original payment method', result: 'Payment result', paidAmount: 'Paid', pieces: '{n} item | {n} items',
  },
  order: {
    adjusted: 'Price adjustment', adjustReason: 'Reason', changeAddress: 'Change', chooseAddress: 'Choose a new address', sureAddress: 'Use this address', addressChanged: 'Delivery address changed', otherAddress: 'Add address', picking: 'Your order is being packed. Contact the shop to change it', title: 'My orders', detail: 'Order details', all: 'All', tab: { all: 'All', unpaid: 'Unpaid', to_ship: 'To ship', to_receive: 'Shipped', done: 'Completed', closed: 'Closed' },
    state: {
      UNPAID: 'Unpaid', DEPOSIT_PAID: 'Deposit paid', TO_COLLECT: 'Cash on delivery', WAIT_GROUP: 'Waiting for group', PAID: 'To ship', SHIPPED_PART: 'Partly shipped', SHIPPED: 'Shipped', COMPLETED: 'Completed', SETTLED: 'Completed', CANCELLING: 'Cancelling', CANCELLED: 'Cancelled', REFUNDING: 'Refunding', REFUNDED: 'Refunded',
    },
    hint: {
      UNPAID: 'Please pay soon', DEPOSIT_PAID: 'Waiting for the balance', TO_COLLECT: 'Pay on delivery', WAIT_GROUP: 'Waiting for the group to fill', PAID: 'The seller is preparing your order', SHIPPED_PART: 'Some items are on their way', SHIPPED: 'On its way to you', COMPLETED: 'Thank you for your order', SETTLED: 'Thank you for your order', CANCELLING: 'Checking with WeChat, one moment', CANCELLED: 'This order was cancelled', REFUNDING: 'Your refund is on its way', REFUNDED: 'Refunded to your original payment method',
    },
    event: {
      address: 'Address changed', note: 'Note changed', pick: 'Being packed', submit: 'Order placed', free: 'Nothing to pay', collect: 'Cash on delivery', collected: 'Payment collected', parcel_refused: 'Parcel refused', deposit: 'Deposit paid', balance: 'Balance paid', balance_overdue: 'Balance overdue', pay: 'Paid', pay_group: 'Paid, waiting for the group', group_full: 'Group filled', group_expired: 'Group not filled', price: 'Price adjusted by the seller',
      cancel: 'Cancelled', expire: 'Cancelled: not paid in time', closed: 'Order closed', revive: 'Reopened', ship_part: 'Partly shipped', ship: 'Shipped', refund_all: 'Refund started', pick_up: 'Picked up', deliver: 'Delivered', receive: 'Receipt confirmed', auto_receive: 'Receipt confirmed automatically', settle: 'Order finished', extend_receipt: 'More time to confirm', wechat_settled: 'Receipt confirmed in WeChat', rest_refunded: 'The rest was refunded', refunded: 'Refunded',
    },
    carrier: { SF: 'SF Express', ZTO: 'ZTO Express', YTO: 'YTO Express', STO: 'STO Express', YD: 'Yunda Express', JTSD: 'J&T Express', JD: 'JD Logistics', EMS: 'EMS', DBL: 'Deppon Express', YZPY: 'China Post' },
    empty: 'No orders yet', emptyHint: 'Your orders will appear here', number: 'Order no.', createdAt: 'Placed', paidAt: 'Paid', shippedAt: 'Shipped', completedAt: 'Completed', closedAt: 'Closed', remark: 'Note', reason: 'Cancellation reason', pay: 'Pay', cancel: 'Cancel order', receive: 'Confirm receipt', again: 'Buy again', pieces: '{n} item | {n} items', toPay: 'Amount due', paid: 'Paid', refunded: 'Refunded',
    timeline: 'History', parcels: 'Shipping', parcel: 'Parcel {n}', tracking: 'Tracking no. {number}', inParcel: '{n} item | {n} items', autoReceive: 'Receipt confirmed automatically on {time}', payLeft: 'Cancelled automatically in {clock}', address: 'Delivery', goods: 'Items', amounts: 'Amount', info: 'Order details', copyNumber: 'Copy order number', copyTracking: 'Copy tracking number',
    extend: 'More time', sureExtend: 'Extend the time to confirm?', sureExtendHint: 'If your order hasn’t arrived, you can move the automatic confirmation to a later date, once', extended: 'Time to confirm extended', sureReceive: 'Has everything arrived?', sureReceiveHint: 'This completes the order. Please don’t confirm before everything has arrived', received: 'Receipt confirmed', cancelTitle: 'Why are you cancelling?', reasons: { r1: 'I no longer want it', r2: 'Wrong option or quantity', r3: 'Wrong address or phone', r4: 'Out of stock', r5: 'Other' }, sureCancel: 'Cancel this order', cancelled: 'Cancelled', cancelPending: 'Cancelling. Please check again soon', overdue: 'Time to pay has run out. The order will be cancelled automatically', refundNote: 'You will be refunded to your original payment method', sum: 'Total', emptyTab: 'No orders under “{tab}”', returnTo: 'Return address', returnFirst: 'Contact customer service before sending anything back', copyReturn: 'Copy return address', againNone: 'None of these items are sold any more', againSome: '{n} item is no longer sold; the rest is in your cart | {n} items are no longer sold; the rest are in your cart',
  },
  signIn: {
    restored: 'What you typed before signing in again has been restored', title: 'Sign in', welcome: 'Welcome to {shop}', hint: 'See your orders and sync your cart', wechat: 'Continue with WeChat', byCode: 'SMS code', byPassword: 'Password', phone: 'Phone', phoneHint: '11-digit phone number', code: 'SMS code', codeHint: '6 digits', password: 'Password', passwordHint: 'Enter your password', sendCode: 'Send code', resend: 'Resend in {n} s', sent: 'Code sent', submit: 'Sign in', newHint: 'New numbers are registered automatically', phoneWrong: 'Enter a valid phone number', codeWrong: 'Enter the 6-digit code', passwordMissing: 'Enter your password', agree: 'I have read and agree to the', agreement: 'Terms', privacy: 'Privacy policy', and: 'and the', mustAgree: 'Agree to the terms and the privacy policy first', or: 'or', showPassword: 'Show password', hidePassword: 'Hide password', finishing: 'Signing in…', failed: 'Sign-in not completed', why: { session_over: 'You’ve been signed out. Sign in again to continue', session_barred: 'This account is disabled. Contact us if you have questions', sign_in_state: 'This sign-in has expired. Try again', sign_in_snapshot: 'Open the full page in WeChat to sign in', wechat_code_bad: 'WeChat sign-in failed. Try again', wechat_code_used: 'This WeChat sign-in is no longer valid. Try again', wechat_token_bad: 'This WeChat sign-in has expired. Try again', wechat_refused: 'WeChat sign-in is unavailable. Use your phone number instead', member_disabled: 'This account is disabled', rate: 'Too many attempts. Try again later', busy: 'The system is busy. Try again shortly' }, method: 'Sign-in method', codesUsed: 'Limit reached', needed: 'Please sign in first',
  },
  me: {
    title: 'Me', signIn: 'Sign in / Sign up', signInHint: 'See your orders and addresses', orders: 'My orders', allOrders: 'All orders', addresses: 'Delivery addresses', profile: 'Profile', language: 'Language', signOut: 'Sign out', sureSignOut: 'Sign out?', signedOut: 'Signed out', noPhone: 'No phone number linked', agreement: 'Terms', privacy: 'Privacy policy', settings: 'Settings',
  },
  profile: {
    title: 'Profile', nickname: 'Nickname', nicknameHint: '1 to 32 characters', phone: 'Phone number', bind: 'Link phone number', change: 'Change phone number', wechat: 'WeChat', bound: 'Linked', notBound: 'Not linked', since: 'Member since', saved: 'Saved', password: 'Password', setPassword: 'Set password', changePassword: 'Change password', oldPassword: 'Current password', newPassword: 'New password', passwordRule: 'At least 8 characters', isSet: 'Set', notSet: 'Not set', tooShort: 'At least 8 characters', bindFirst: 'Link a phone number first, then set a password', nicknameMissing: 'Enter a nickname',
    wechatWhy: 'Sign in with WeChat, and pay in it when you open this shop there', bindWechat: 'Link WeChat', unbindWechat: 'Unlink', sureUnbind: 'Unlink WeChat?', sureUnbindHint: 'You will sign in with your phone number. Signing in with WeChat would create another account without your orders. Other devices are signed out', unbindFirst: 'WeChat is your only way to sign in. Link a phone number first', linked: 'WeChat linked', unlinked: 'WeChat unlinked', toOrder: 'Back to your order', linkFailed: 'WeChat was not linked. Try again later',
    why: { sign_in_state: 'This took too long. Link WeChat again', sign_in_snapshot: 'Open the full page in WeChat to link it', wechat_refused: 'WeChat can’t be reached. Try again later', wechat_taken: 'This WeChat is linked to another account. To use that account, sign out and sign in with WeChat. To link it here instead, first unlink it in that account’s profile (if it has no phone number, add one that no account uses)', wechat_linked: 'This account is already linked to WeChat. Unlink it first to link another' },
  },
  address: {
    title: 'Delivery addresses', add: 'Add address', edit: 'Edit address', name: 'Recipient', nameHint: 'Full name', phone: 'Phone', phoneHint: '11-digit phone number', region: 'Region', regionHint: 'Province / city / district', detail: 'Address', detailHint: 'Street, building, room', isDefault: 'Set as default', isNow: 'Default address', default: 'Default', empty: 'No addresses yet', emptyHint: 'Add one to check out faster', sureRemove: 'Delete the address of “{name}”?', saved: 'Address saved', removed: 'Address deleted', pickRegion: 'Choose a region',
    nameMissing: 'Enter the recipient’s name', phoneWrong: 'Enter a valid phone number', regionMissing: 'Choose a region', detailMissing: 'Enter the address', province: 'Choose a province', city: 'Choose a city', district: 'Choose a district',
  },
  article: { title: 'News and guides', all: 'All articles', empty: 'Nothing here yet', emptyHint: 'What the shop publishes will appear here' },
  foot: { service: 'Customer service', links: 'About this shop' },
  legal: { ofVersion: ' (version {n})', version: 'Version {n} · effective {date}', agreement: 'Terms', privacy: 'Privacy policy', missing: 'The seller has not published this yet', missingHint: 'It will appear here once published' },
  category: { title: 'Categories', empty: 'No categories yet', emptyHint: 'The shop is still being set up' },
  proof: { own: 'A code will be sent to your current number {phone}', why: 'To confirm it’s you', fresh: 'New phone number' },
};
export default messages;
