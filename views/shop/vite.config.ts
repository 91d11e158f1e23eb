import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const kebab = (name: string) => name.replace(/\B[A-Z]/g, (c) => `-${c.toLowerCase()}`).toLowerCase();
const HOMES: Record<string, string> = { showConfirmDialog: 'dialog' };      /* functions live with their component */

/** Vant's icon font comes from another host: an inline SVG stands in for it. */
const vantIcons: Plugin = {
  name: 'vant-icons',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!importer?.includes('/vant/es/')) return null;
    if (source.endsWith('/icon/index.mjs')) return here('src/vant-icon.ts');
    return source.endsWith('/icon/index.css') ? here('src/vant-icon.css') : null;
  },
};

/** `import { Popup } from 'vant'` takes that component and its styles alone. */
const vantOnDemand: Plugin = {
  name: 'vant-on-demand',
  enforce: 'post',
  transform(code, id) {
    if (!id.includes('/shop/src/') || !/from ["']vant["']/.test(code)) return null;
    return code.replace(/import \{([^}]+)\} from ["']vant["'];?/g, (_, names: string) => names.split(',').map((one) => {
      const [name, as = name] = one.trim().split(/\s+as\s+/) as [string, string?];
      const home = HOMES[name] ?? kebab(name);
      return `import { ${name} as ${as} } from 'vant/es/${home}/index.mjs';import 'vant/es/${home}/style/index.mjs';`;
    }).join(''));
  },
};

export default defineConfig({
  base: '/',
  plugins: [vue(), vantIcons, vantOnDemand],
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_I18N_FULL_INSTALL__: 'false', __VUE_I18N_LEGACY_API__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  build: { target: 'es2020', modulePreload: { polyfill: false }, assetsInlineLimit: 0, manifest: true, reportCompressedSize: false },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/media': 'http://127.0.0.1:8080' } },
});
