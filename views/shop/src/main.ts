import '@micromall/shared/tokens.css';
import './style.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n, preferred, speak } from './i18n';
import { router } from './router';
import { tellVisits } from './visits';

async function start() {
  const app = createApp(App).use(createPinia()).use(i18n);
  const first = [speak(preferred())];
  if ('sendBeacon' in navigator) tellVisits(router);
  app.use(router);
  first.push(router.isReady());
  await Promise.all(first);
  document.querySelector('.boot')?.remove();
  app.mount('#app');
}
/* Without its parts, or its words, there is nothing to show but a way to try again. */
start().catch(() => document.querySelector('.boot-late')?.classList.add('now'));
