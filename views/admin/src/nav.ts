/* The menu: groups as the trade knows them; what one may not see is not in it. */
import { Box, Coin, HomeFilled, List, Picture, Setting, User, Warning } from '@element-plus/icons-vue';
import type { Component } from 'vue';

export interface NavItem { path: string; title: string; permit: string }
export interface NavGroup { title: string; icon: Component; items: NavItem[] }

export const NAV: NavGroup[] = [
  { title: 'nav.dashboard', icon: HomeFilled, items: [{ path: '/', title: 'nav.dashboard', permit: 'dashboard:read' }] },
  { title: 'nav.goods', icon: Box, items: [{ path: '/products', title: 'nav.products', permit: 'product:read' }, { path: '/categories', title: 'nav.categories', permit: 'category:read' }, { path: '/brands', title: 'nav.brands', permit: 'brand:read' }, { path: '/media', title: 'nav.media', permit: 'media:read' }] },
  { title: 'nav.orders', icon: List, items: [{ path: '/orders', title: 'nav.orders', permit: 'order:read' }] },
  { title: 'nav.finance', icon: Coin, items: [{ path: '/exceptions', title: 'nav.exceptions', permit: 'exception:read' }] },
  { title: 'nav.members', icon: User, items: [{ path: '/members', title: 'nav.members', permit: 'member:read' }] },
  { title: 'nav.content', icon: Picture, items: [
    { path: '/banners', title: 'nav.banners', permit: 'content:read' }, { path: '/home-floors', title: 'nav.floors', permit: 'content:read' },
    { path: '/articles', title: 'nav.articles', permit: 'content:read' }, { path: '/announcements', title: 'nav.announcements', permit: 'content:read' },
    { path: '/hot-words', title: 'nav.hotWords', permit: 'content:read' },
  ] },
  { title: 'nav.settings', icon: Setting, items: [
    { path: '/identity', title: 'nav.identity', permit: 'identity:read' }, { path: '/agreements/user', title: 'nav.agreements', permit: 'identity:read' }, { path: '/settings', title: 'nav.rules', permit: 'settings:read' },
    { path: '/staff', title: 'nav.staff', permit: 'staff:read' }, { path: '/roles', title: 'nav.roles', permit: 'role:read' }, { path: '/jobs', title: 'nav.jobs', permit: 'job:read' },
  ] },
];
/* Within reach of a thumb. The rest is under "more". */
export const TABS: (NavItem & { icon: Component })[] = [
  { path: '/', title: 'nav.dashboard', permit: 'dashboard:read', icon: HomeFilled },
  { path: '/orders', title: 'nav.orders', permit: 'order:read', icon: List },
  { path: '/products', title: 'nav.goods', permit: 'product:read', icon: Box },
  { path: '/exceptions', title: 'nav.exceptionsShort', permit: 'exception:read', icon: Warning },
];
/** The entry a path belongs to. */
export function isIn(path: string, item: string): boolean {
  if (item === '/agreements/user') return path.startsWith('/agreements/');
  return item === '/' ? path === '/' : path === item || path.startsWith(`${item}/`);
}
