import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { NAV } from './nav';
import { useSession } from './stores/session';

declare module 'vue-router' {
  /** bare: without the frame; permit: who lacks it sees why; up: where "back" goes; slim: a form, as wide as one reads. */
  interface RouteMeta { bare?: boolean; permit?: string; title?: string; up?: string; slim?: boolean }
}

const id = (to: { params: Record<string, unknown> }) => ({ id: Number(to.params.id) });
const none = () => ({ id: 0 });
const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('./pages/SignInPage.vue'), meta: { bare: true, title: 'signIn.title' } },
  { path: '/', component: () => import('./pages/DashboardPage.vue'), meta: { permit: 'dashboard:read', title: 'nav.dashboard' } },
  { path: '/orders', component: () => import('./pages/OrdersPage.vue'), meta: { permit: 'order:read', title: 'nav.orders' } },
  { path: '/orders/:id(\\d+)', component: () => import('./pages/OrderPage.vue'), props: id, meta: { permit: 'order:read', title: 'order.detail', up: '/orders' } },
  { path: '/products', component: () => import('./pages/ProductsPage.vue'), meta: { permit: 'product:read', title: 'nav.products' } },
  { path: '/products/new', component: () => import('./pages/ProductPage.vue'), props: none, meta: { permit: 'product:write', title: 'product.add', up: '/products' } },
  { path: '/products/:id(\\d+)', component: () => import('./pages/ProductPage.vue'), props: id, meta: { permit: 'product:read', title: 'product.edit', up: '/products' } },
  { path: '/categories', component: () => import('./pages/CategoriesPage.vue'), meta: { permit: 'category:read', title: 'nav.categories' } },
  { path: '/brands', component: () => import('./pages/BrandsPage.vue'), meta: { permit: 'brand:read', title: 'nav.brands' } },
  { path: '/picking', component: () => import('./pages/PickingPage.vue'), meta: { permit: 'order:ship', title: 'picking.title', up: '/orders?state=PAID' } },
  { path: '/media', component: () => import('./pages/MediaPage.vue'), meta: { permit: 'media:read', title: 'nav.media' } },
  { path: '/exceptions', component: () => import('./pages/ExceptionsPage.vue'), meta: { permit: 'exception:read', title: 'nav.exceptions' } },
  { path: '/exceptions/:id(\\d+)', component: () => import('./pages/ExceptionPage.vue'), props: id, meta: { slim: true, permit: 'exception:read', title: 'exception.detail', up: '/exceptions' } },
  { path: '/members', component: () => import('./pages/MembersPage.vue'), meta: { permit: 'member:read', title: 'nav.members' } },
  { path: '/members/:id(\\d+)', component: () => import('./pages/MemberPage.vue'), props: id, meta: { slim: true, permit: 'member:read', title: 'member.detail', up: '/members' } },
  ...(['banners', 'announcements'] as const).flatMap((kind): RouteRecordRaw[] => [
    { path: `/${kind}`, component: () => import('./pages/ContentListPage.vue'), props: { kind }, meta: { permit: 'content:read', title: `nav.${kind}` } },
    { path: `/${kind}/new`, component: () => import('./pages/BannerPage.vue'), props: { kind, id: 0 }, meta: { slim: true, permit: 'content:write', title: kind === 'banners' ? 'banner.add' : 'announcement.add', up: `/${kind}` } },
    { path: `/${kind}/:id(\\d+)`, component: () => import('./pages/BannerPage.vue'), props: (to) => ({ kind, ...id(to) }), meta: { slim: true, permit: 'content:read', title: kind === 'banners' ? 'banner.edit' : 'announcement.edit', up: `/${kind}` } },
  ]),
  { path: '/home-floors', component: () => import('./pages/ContentListPage.vue'), props: { kind: 'home-floors' }, meta: { permit: 'content:read', title: 'nav.floors' } },
  { path: '/home-floors/new', component: () => import('./pages/FloorPage.vue'), props: none, meta: { slim: true, permit: 'content:write', title: 'floor.add', up: '/home-floors' } },
  { path: '/home-floors/:id(\\d+)', component: () => import('./pages/FloorPage.vue'), props: id, meta: { slim: true, permit: 'content:read', title: 'floor.edit', up: '/home-floors' } },
  { path: '/articles', component: () => import('./pages/ContentListPage.vue'), props: { kind: 'articles' }, meta: { permit: 'content:read', title: 'nav.articles' } },
  { path: '/articles/new', component: () => import('./pages/ArticlePage.vue'), props: none, meta: { slim: true, permit: 'content:write', title: 'article.add', up: '/articles' } },
  { path: '/articles/:id(\\d+)', component: () => import('./pages/ArticlePage.vue'), props: id, meta: { slim: true, permit: 'content:read', title: 'article.edit', up: '/articles' } },
  { path: '/hot-words', component: () => import('./pages/ContentListPage.vue'), props: { kind: 'hot-words' }, meta: { permit: 'content:read', title: 'nav.hotWords' } },
  { path: '/hot-words/new', component: () => import('./pages/HotWordPage.vue'), props: none, meta: { slim: true, permit: 'content:write', title: 'hotWord.add', up: '/hot-words' } },
  { path: '/hot-words/:id(\\d+)', component: () => import('./pages/HotWordPage.vue'), props: id, meta: { slim: true, permit: 'content:read', title: 'hotWord.edit', up: '/hot-words' } },
  { path: '/identity', component: () => import('./pages/IdentityPage.vue'), meta: { slim: true, permit: 'identity:read', title: 'nav.identity' } },
  { path: '/agreements/:kind(user|privacy)', component: () => import('./pages/AgreementPage.vue'), props: true, meta: { slim: true, permit: 'identity:read', title: 'nav.agreements' } },
  { path: '/settings', component: () => import('./pages/SettingsPage.vue'), meta: { slim: true, permit: 'settings:read', title: 'nav.rules' } },
  { path: '/jobs', component: () => import('./pages/JobsPage.vue'), meta: { permit: 'job:read', title: 'nav.jobs' } },
  { path: '/staff', component: () => import('./pages/StaffListPage.vue'), meta: { permit: 'staff:read', title: 'nav.staff' } },
  { path: '/roles', component: () => import('./pages/RolesPage.vue'), meta: { permit: 'role:read', title: 'nav.roles' } },
  { path: '/roles/new', component: () => import('./pages/RolePage.vue'), props: none, meta: { slim: true, permit: 'role:write', title: 'role.add', up: '/roles' } },
  { path: '/roles/:id(\\d+)', component: () => import('./pages/RolePage.vue'), props: id, meta: { slim: true, permit: 'role:read', title: 'role.edit', up: '/roles' } },
  { path: '/more', component: () => import('./pages/MorePage.vue'), meta: { slim: true, title: 'nav.more' } },
  { path: '/:rest(.*)*', component: () => import('./pages/NotFoundPage.vue'), meta: { title: 'error.notFound' } },
];

export const router = createRouter({
  history: createWebHistory('/admin/'),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
});

/** A path of this app, and of no other host. */
export function ownPath(text: unknown): string {
  return typeof text === 'string' && /^\/(?![/\\])/.test(text) ? text : '/';
}

router.beforeEach(async (to, from) => {
  const session = useSession();
  try {
    await session.settle();
  } catch { return true; /* the frame says what failed, and offers a retry */ }
  if (to.meta.bare) {
    const { path, query } = router.resolve(ownPath(to.query.return));
    return session.isSignedIn ? { path, query, replace: true } : true;
  }
  /* Who may not see the dashboard begins at the first page he may see. */
  if (to.path === '/' && session.isSignedIn && !session.can('dashboard:read')) return NAV.flatMap((g) => g.items).find((i) => session.can(i.permit))?.path ?? true;
  /* The page one came from stays behind it; but who goes back from here is not sent here again and again. */
  return session.isSignedIn ? true : { path: '/sign-in', query: to.fullPath === '/' ? {} : { return: to.fullPath }, replace: from.meta.bare === true };
});

/* After a new version the old chunks are gone: load the page anew, once. */
router.onError((error, to) => {
  if (!/import|fetch|module|preload/i.test(String(error))) return;
  const key = 'mm.admin.reloaded';
  try {
    if (sessionStorage.getItem(key) === to.fullPath) return;
    sessionStorage.setItem(key, to.fullPath);
  } catch { return; }
  if (navigator.onLine) location.assign(router.resolve(to.fullPath).href);
});
