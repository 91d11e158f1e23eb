/* Stands in for Vant's own icon: inline SVG instead of its font, which would come from another host. */
import { defineComponent, h } from 'vue';
import { shapes } from './icons';

const NAMES: Record<string, string> = { success: 'check', arrow: 'right', 'arrow-left': 'left', cross: 'close', clear: 'close', fail: 'close' };

export const iconProps = { dot: Boolean, tag: { type: String, default: 'i' }, name: String, size: [Number, String], badge: [Number, String], color: String, badgeProps: Object, classPrefix: String };

export const Icon = defineComponent({
  name: 'VanIcon',
  props: iconProps,
  setup: (props, { slots }) => () => h(props.tag, { class: 'van-icon', 'aria-hidden': 'true' }, [
    slots.default?.() ?? h('svg', { viewBox: '0 0 24 24', class: 'icon' }, [h('path', { d: shapes[NAMES[props.name ?? ''] ?? props.name ?? ''] ?? '' })]),
  ]),
});
export default Icon;
