import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { useSession } from './stores/session';

declare module 'vue-router' {
  /** foot: the shop's own lines stand below. */
  interface RouteMeta { member?: boolean; tab?: string; title?: string; foot?: boolean }
}

const routes: RouteRecordRaw[] = [
  { path: '/', component: () => import('./pages/HomePage.vue'), meta: { tab: 'home', foot: true } },
  { path: '/category', component: () => import('./pages/CategoryPage.vue'), meta: { tab: 'category', title: 'category.title' } },
  { path: '/search', component: () => import('./pages/SearchPage.vue'), meta: { title: 'act.search' } },
  { path: '/products', component: () => import('./pages/ProductsPage.vue'), meta: { title: 'goods.all' } },
  { path: '/product/:id(\\d+)', component: () => import('./pages/ProductPage.vue'), props: (to) => ({ id: Number(to.params.id) }) },
  { path: '/cart', component: () => import('./pages/CartPage.vue'), meta: { tab: 'cart', title: 'cart.title' } },
  { path: '/checkout', component: () => import('./pages/CheckoutPage.vue'), meta: { member: true, title: 'checkout.title' } },
  { path: '/pay/:number(\\w+)', component: () => import('./pages/CashierPage.vue'), props: true, meta: { member: true, title: 'pay.title' } },
  { path: '/pay/:number(\\w+)/result', component: () => import('./pages/PayResultPage.vue'), props: true, meta: { member: true, title: 'pay.result' } },
  { path: '/orders', component: () => import('./pages/OrdersPage.vue'), meta: { member: true, title: 'order.title' } },
  { path: '/orders/:number(\\w+)', component: () => import('./pages/OrderPage.vue'), props: true, meta: { member: true, title: 'order.detail' } },
  { path: '/me', component: () => import('./pages/MePage.vue'), meta: { tab: 'me', title: 'me.title', foot: true } },
  { path: '/profile', component: () => import('./pages/ProfilePage.vue'), meta: { member: true, title: 'profile.title' } },
  { path: '/addresses', component: () => import('./pages/AddressesPage.vue'), meta: { member: true, title: 'address.title' } },
  { path: '/addresses/new', component: () => import('./pages/AddressPage.vue'), props: { id: 0 }, meta: { member: true, title: 'address.add' } },
  { path: '/addresses/:id(\\d+)', component: () => import('./pages/AddressPage.vue'), props: (to) => ({ id: Number(to.params.id) }), meta: { member: true, title: 'address.edit' } },
  { path: '/sign-in', component: () => import('./pages/SignInPage.vue'), meta: { title: 'signIn.title' } },
  { path: '/signed-in', component: () => import('./pages/SignedInPage.vue'), meta: { title: 'signIn.title' } },
  { path: '/legal/:which(agreement|privacy)', component: () => import('./pages/LegalPage.vue'), props: true, meta: { foot: true } },
  { path: '/articles', component: () => import('./pages/ArticlesPage.vue'), meta: { title: 'article.title', foot: true } },
  { path: '/articles/:id(\\d+)', component: () => import('./pages/ArticlePage.vue'), props: (to) => ({ id: Number(to.params.id) }), meta: { foot: true } },
  { path: '/:rest(.*)*', component: () => import('./pages/NotFoundPage.vue'), meta: { title: 'error.notFound' } },
];

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
});

/** Whether the buyer came to this page by going back or forward. */
export const came = { again: false };
let popped = false;
router.options.history.listen(() => { popped = true; });
/** Whether the navigation under way goes back or forward: for a guard that would rather close something first. */
export function isPop(): boolean { return popped; }
router.afterEach(() => { came.again = popped; popped = false; });

/** A path of this shop, and of no other host. */
export function ownPath(text: unknown): string {
  return typeof text === 'string' && /^\/(?![/\\])/.test(text) ? text : '/me';
}

/** Where one goes on from the sign-in page; and why one has to sign in who believes that he has. */
export function signInQuery(to: string) {
  const { over } = useSession();
  return { return: to, ...(over ? { error: over } : {}) };
}

router.beforeEach(async (to, from) => {
  if (!to.meta.member && to.path !== '/sign-in') return true;
  const session = useSession();
  try {
    await session.settle();
  } catch { return true; /* the page itself will fail, and offer a retry */ }
  /* Who is signed in has nothing to do there, unless something went wrong. */
  if (to.path === '/sign-in') {
    if (!session.isSignedIn || to.query.error) return true;
    const { path, query, hash } = router.resolve(ownPath(to.query.return));
    return { path, query, hash, replace: true };
  }
  /* The page one came from stays behind it; but who goes back from here is not sent here again and again. */
  return session.isSignedIn ? true : { path: '/sign-in', query: signInQuery(to.fullPath), replace: from.path === '/sign-in' };
});

/* After a new version the old chunks are gone: load the page anew, once. */
router.onError((error, to) => {
  if (!/import|fetch|module|preload/i.test(String(error))) return;
  const key = 'mm.reloaded';
  try {
    if (sessionStorage.getItem(key) === to.fullPath) return;
    sessionStorage.setItem(key, to.fullPath);
  } catch { return; }
  if (navigator.onLine) location.assign(to.fullPath);
});
