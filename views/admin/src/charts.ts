/* The drawing of charts, and no more of the library than they need; comes when a page shows one. */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

/** One number a day; a day of null was not computed. */
export interface Series {
  days: string[];
  values: (number | null)[];
  /** As people read it, in a tip and at the axis. */
  text(value: number): string;
  axisText(value: number): string;
  bars: boolean;
}

const token = (of: Element, name: string) => getComputedStyle(of).getPropertyValue(name).trim();

function options(at: HTMLElement, s: Series) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches, soft = token(at, '--ink-soft'), line = token(at, '--line');
  const colour = token(at, '--chart-1'), label = { color: soft, fontSize: 12, fontFamily: token(at, '--font') };
  return {
    animation: !still,
    animationDuration: 200,
    grid: { left: 4, right: 12, top: 16, bottom: 4, containLabel: true },
    /* Drawn, not built of HTML: the page's policy forbids styles in it. */
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: token(at, '--surface'), borderColor: line, textStyle: { color: token(at, '--ink'), fontSize: 12 },
      axisPointer: { type: s.bars ? 'shadow' : 'line', lineStyle: { color: soft } },
      formatter: (points: { name: string; value: number | null }[]) => `${points[0]!.name}\n${points[0]!.value === null || points[0]!.value === undefined ? '—' : s.text(points[0]!.value)}`,
    },
    xAxis: { type: 'category', data: s.days, boundaryGap: s.bars, axisLabel: { ...label, hideOverlap: true }, axisLine: { lineStyle: { color: line } }, axisTick: { show: false } },
    yAxis: { type: 'value', min: 0, minInterval: 1, splitNumber: 4, axisLabel: { ...label, formatter: s.axisText }, splitLine: { lineStyle: { color: line } } },
    series: [{
      type: s.bars ? 'bar' : 'line', data: s.values, color: colour, barMaxWidth: 24, itemStyle: { borderRadius: [2, 2, 0, 0] }, connectNulls: false,
      /* A day between two gaps has no line to either side: its dot shows. */
      showSymbol: true, symbol: 'circle', symbolSize: (v: unknown, p: { dataIndex: number }) => (v === null ? 0 : s.values[p.dataIndex - 1] == null && s.values[p.dataIndex + 1] == null ? 8 : 4),
      lineStyle: { width: 2 },
    }],
  };
}

export interface Chart { draw(s: Series): void; end(): void }

/** Draws into an element, and again when its size or the theme changes. */
export function chartIn(at: HTMLElement): Chart {
  const chart: ECharts = init(at, null, { renderer: 'canvas' });
  let last: Series | null = null;
  const draw = (s: Series) => { last = s; chart.setOption(options(at, s), { notMerge: true }); };
  const size = new ResizeObserver(() => chart.resize());
  const theme = new MutationObserver(() => { if (last) draw(last); });
  size.observe(at);
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
  return { draw, end() { size.disconnect(); theme.disconnect(); chart.dispose(); } };
}
