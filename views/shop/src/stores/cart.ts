import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api, must, type Cart } from '../api';

export const useCart = defineStore('cart', () => {
  const cart = ref<Cart | null>(null);
  const count = computed(() => (cart.value?.lines ?? []).filter((l) => l.on_sale && l.stock > 0).reduce((n, l) => n + l.quantity, 0));

  async function load() { cart.value = await must(api.GET('/api/shop/cart')); }
  async function add(sku_id: number, quantity: number) {
    await must(api.POST('/api/shop/cart/lines', { body: { sku_id, quantity } }));
    await load();
  }
  async function set(sku: number, quantity: number, selected: boolean) {
    await must(api.PUT('/api/shop/cart/lines/{sku}', { params: { path: { sku } }, body: { quantity, selected } }));
    await load();
  }
  async function remove(skus: number[]) {
    for (const sku of skus) await must(api.DELETE('/api/shop/cart/lines/{sku}', { params: { path: { sku } } }));
    await load();
  }
  async function selectAll(selected: boolean) {
    await must(api.POST('/api/shop/cart/selection', { body: { selected } }));
    await load();
  }
  return { cart, count, load, add, set, remove, selectAll };
});
