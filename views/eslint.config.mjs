// eslint.config.mjs - what no type sees: directives of templates, promises of Vue. How lines break is nobody's business.
import vue from 'eslint-plugin-vue';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['**/dist/**', '**/*.d.ts', '**/node_modules/**'] },
  ts.configs.recommended,
  vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'vue/multi-word-component-names': 'off', // Money, When, Pager: one noun, as the house has it
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
    },
  },
  { files: ['**/RichText.vue'], rules: { 'vue/no-v-html': 'off' } }, // the one place for HTML, which the server has rebuilt
);
