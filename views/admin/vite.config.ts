import vue from '@vitejs/plugin-vue';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import Components from 'unplugin-vue-components/vite';
import { defineConfig } from 'vite';

/* The editor of rich text empties a style by writing the attribute, which our policy forbids, rather than by removing it. */
const editorUnderPolicy = {
  name: 'editor-under-policy',
  transform(code: string, id: string) {
    if (!id.includes('@wangeditor-next/editor/dist/index.mjs')) return null;
    const WRITTEN = '.attr("style","")';
    if (!code.includes(WRITTEN)) throw new Error('the editor has changed: is this still needed?');
    return { code: code.replaceAll(WRITTEN, '.removeAttr("style")'), map: null };
  },
};

export default defineConfig({
  base: '/admin/',
  plugins: [
    vue(),
    editorUnderPolicy,
    // Element Plus on demand; our own components are imported by name, so that a reader finds them.
    Components({ dirs: [], dts: 'components.d.ts', resolvers: [ElementPlusResolver({ importStyle: 'css', directives: false })] }),
  ],
  define: { __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_I18N_FULL_INSTALL__: 'false', __VUE_I18N_LEGACY_API__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  build: { target: 'es2020', modulePreload: { polyfill: false }, assetsInlineLimit: 0, manifest: true, reportCompressedSize: false },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/media': 'http://127.0.0.1:8080' } },
});
