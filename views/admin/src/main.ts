import '@micromall/shared/tokens.css';
import '@micromall/shared/dark.css';
import 'element-plus/es/components/base/style/css';
import './style.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n, preferred, speak } from './i18n';
import { router } from './router';
import { startTheme } from './theme';

async function start() {
  startTheme();
  const app = createApp(App).use(createPinia()).use(i18n);
  await speak(preferred());                     /* the router's guards and titles speak too */
  app.use(router);
  await router.isReady().catch(() => undefined);
  app.mount('#app');
}
void start();
