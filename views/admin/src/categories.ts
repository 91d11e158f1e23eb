/* The tree of categories: flat as the API gives it, in the order of the tree, with paths. */
import { api, must, type Category } from './api';

export interface Node extends Category { path: string; depth: number; children: number; hiddenAbove: boolean }

export function treeOf(flat: Category[]): Node[] {
  const below = new Map<number, Category[]>();
  for (const c of flat) below.set(c.parent_id ?? 0, [...(below.get(c.parent_id ?? 0) ?? []), c]);
  const walk = (parent: number, path: string, depth: number, hidden: boolean): Node[] => (below.get(parent) ?? []).flatMap((c) => {
    const here = path ? `${path} / ${c.name ?? ''}` : c.name ?? '';
    return [{ ...c, path: here, depth, children: below.get(c.id)?.length ?? 0, hiddenAbove: hidden }, ...walk(c.id, here, depth + 1, hidden || c.state === 'HIDDEN')];
  });
  return walk(0, '', 0, false);
}
export async function loadTree(): Promise<Node[]> {
  return treeOf((await must(api.GET('/api/admin/categories'))).items);
}
