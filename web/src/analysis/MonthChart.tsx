import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useAppearance } from '../design/appearance.ts'
import { formatCompact } from '../design/format.ts'

use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer])

type Series = { name: string; values: readonly number[] }
type Props = { label: string; names: readonly string[]; now: Series; before: Series; onChoose: (at: number) => void }

/** Bars for this year, a line for the one before, its name at its end. What it says stands in words beside it. */
export function MonthChart({ label, names, now, before, onChoose }: Props) {
  const own = useRef<HTMLDivElement>(null)
  const { dark } = useAppearance()
  const choose = useRef(onChoose)
  choose.current = onChoose

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the theme that is shown
  useEffect(() => {
    const element = own.current
    if (!element) return
    const chart = init(element)
    const style = getComputedStyle(document.documentElement)
    const token = (name: string) => style.getPropertyValue(name).trim()
    const text = { color: token('--chart-axis'), fontFamily: token('--font-sans'), fontSize: 12 }
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    chart.setOption({
      animation: !isStill,
      animationDuration: 200,
      textStyle: text,
      grid: { left: 8, right: 56, top: 16, bottom: 4, containLabel: true },
      xAxis: {
        type: 'category',
        data: names,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: token('--line-2') } },
        axisLabel: text,
      },
      yAxis: {
        type: 'value',
        min: 0,
        splitNumber: 4,
        axisLabel: { ...text, formatter: (value: number) => formatCompact(value) },
        splitLine: { lineStyle: { color: token('--chart-grid') } },
      },
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText', // HTML would bring its own styles, which the page's policy refuses
        backgroundColor: token('--bg-inverse'),
        borderWidth: 0,
        textStyle: { ...text, color: token('--tx-inverse') },
        axisPointer: { type: 'shadow', shadowStyle: { color: token('--chart-band') } },
        valueFormatter: (value: unknown) => formatCompact(Number(value)),
      },
      series: [
        {
          type: 'bar',
          name: now.name,
          data: now.values,
          barMaxWidth: 28,
          itemStyle: { color: token('--chart-1'), borderRadius: [2, 2, 0, 0] },
        },
        {
          type: 'line',
          name: before.name,
          data: before.values,
          symbol: 'none',
          lineStyle: { color: token('--chart-2'), width: 2 },
          itemStyle: { color: token('--chart-2') },
          endLabel: { show: true, formatter: '{a}', ...text },
        },
      ],
    })
    chart.getZr().on('click', ({ offsetX, offsetY }) => {
      const at = chart.convertFromPixel({ gridIndex: 0 }, [offsetX, offsetY])?.[0]
      if (at !== undefined && at >= 0 && at < names.length) choose.current(at)
    })
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.dispose()
    }
  }, [dark, names.join(), now.values.join(), before.values.join()])

  return <div ref={own} className="dash-chart" role="img" aria-label={label} />
}
