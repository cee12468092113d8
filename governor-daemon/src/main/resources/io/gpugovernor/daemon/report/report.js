'use strict';
// Draws each chart of the page from the numbers in #charts, in the order of the canvases.
(function () {
  const COLOURS = {
    slack: ['#d1495b', '#ff7b8a'], 'static-best': ['#30343f', '#cfd5e3'], max: ['#8d93a1', '#8d93a1'],
    'idle-drop': ['#a47148', '#d19c70'], clairvoyant: ['#00798c', '#34c3d8'], voltana: ['#3f6fd1', '#82a7ff'],
    biscale: ['#7b4fb8', '#b794f4'], greenllm: ['#3c8d40', '#7ccf80'], throttllem: ['#c77700', '#f4b350'],
    agft: ['#b0418f', '#ec88cf'], dynamollm: ['#5e8c8a', '#93c9c6'],
    warm: ['#d1495b', '#ff7b8a'], 'TTFT slack': ['#3f6fd1', '#82a7ff'], 'TBT slack': ['#c77700', '#f4b350']
  };
  const OTHERS = [['#3f6fd1', '#82a7ff'], ['#3c8d40', '#7ccf80'], ['#c77700', '#f4b350'], ['#7b4fb8', '#b794f4']];
  // The colours and dashes that a series names by number.
  const HUES = [['#00798c', '#34c3d8'], ['#c77700', '#f4b350'], ['#7b4fb8', '#b794f4'], ['#3c8d40', '#7ccf80'],
    ['#d1495b', '#ff7b8a'], ['#3f6fd1', '#82a7ff'], ['#a47148', '#d19c70'], ['#b0418f', '#ec88cf'], ['#30343f', '#cfd5e3']];
  const DASHES = [[], [7, 3], [2, 3]];
  const SHAPES = ['circle', 'rect', 'triangle', 'rectRot', 'cross', 'star'];
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const charts = JSON.parse(document.getElementById('charts').textContent);
  const canvases = Array.from(document.querySelectorAll('canvas'));
  let drawn = [];

  function colour(name, index) {
    return (COLOURS[name] || OTHERS[index % OTHERS.length])[dark.matches ? 1 : 0];
  }

  // Ranges over the seeds, and lines that mark a target.
  const ranges = {
    id: 'ranges',
    afterDatasetsDraw(chart) {
      const ctx = chart.ctx;
      chart.data.datasets.forEach((set, i) => {
        if (!chart.isDatasetVisible(i) || !set.ranged) { return; }
        ctx.save();
        ctx.strokeStyle = set.borderColor;
        ctx.lineWidth = 1.2;
        const area = chart.chartArea;
        ctx.beginPath();
        ctx.rect(area.left - 4, area.top - 1, area.width + 8, area.height + 2);
        ctx.clip();
        set.data.forEach(dot => {
          if (dot.high === dot.low) { return; }
          const x = chart.scales.x.getPixelForValue(dot.x);
          const low = chart.scales.y.getPixelForValue(dot.low);
          const high = chart.scales.y.getPixelForValue(dot.high);
          ctx.beginPath();
          ctx.moveTo(x, low); ctx.lineTo(x, high);
          ctx.moveTo(x - 3, low); ctx.lineTo(x + 3, low);
          ctx.moveTo(x - 3, high); ctx.lineTo(x + 3, high);
          ctx.stroke();
        });
        ctx.restore();
      });
    }
  };
  const marks = {
    id: 'marks',
    beforeDatasetsDraw(chart, _, options) {
      const area = chart.chartArea;
      const ctx = chart.ctx;
      ctx.save();
      ctx.strokeStyle = dark.matches ? '#c9cfdb' : '#4a5160';
      ctx.setLineDash([5, 4]);
      ctx.beginPath();
      if (options.x !== undefined) {
        const x = chart.scales.x.getPixelForValue(options.x);
        ctx.moveTo(x, area.top); ctx.lineTo(x, area.bottom);
      }
      if (options.y !== undefined) {
        const y = chart.scales.y.getPixelForValue(options.y);
        ctx.moveTo(area.left, y); ctx.lineTo(area.right, y);
      }
      ctx.stroke();
      ctx.restore();
    }
  };

  // A series whose first point is hollow keeps its colour in the legend.
  function filled(chart) {
    return Chart.defaults.plugins.legend.labels.generateLabels(chart)
      .map(label => Object.assign(label, { fillStyle: label.strokeStyle }));
  }

  function number(value) {
    return Number(value.toPrecision(4)).toLocaleString('en');
  }

  // Of the ticks of a logarithmic axis, 1, 2 and 5 times a power of ten get a label.
  function leading(value) {
    const first = value / Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
    return [1, 2, 5].some(digit => Math.abs(first - digit) < 1e-6);
  }

  function scale(axis, values) {
    const grid = dark.matches ? '#2c323d' : '#e3e6eb';
    const result = { type: axis.logarithmic ? 'logarithmic' : 'linear', title: { display: axis.title !== '', text: axis.title, font: { size: 11 } }, grid: { color: grid } };
    if (axis.ticks.length > 0) {
      result.min = -0.5;
      result.max = axis.ticks.length - 0.5;
      result.afterBuildTicks = it => { it.ticks = axis.ticks.map((_, i) => ({ value: i })); };
      result.ticks = { autoSkip: false, font: { size: 10 }, callback: value => axis.ticks[value] };
    } else if (axis.logarithmic) {
      const distinct = Array.from(new Set(values)).sort((a, b) => a - b);
      const few = distinct.length <= 10;
      result.min = distinct[0] * 0.8;
      result.max = distinct[distinct.length - 1] * 1.25;
      if (few) {
        result.afterBuildTicks = it => { it.ticks = distinct.map(value => ({ value })); };
      }
      result.ticks = { maxRotation: 0, callback: value => few || leading(value) ? number(value) : '' };
    }
    return result;
  }

  function dataset(chart, series, index) {
    const given = series.ink;
    const ink = given ? HUES[given.hue % HUES.length][dark.matches ? 1 : 0] : colour(series.name, index);
    const shape = SHAPES[Math.max(0, Object.keys(COLOURS).indexOf(series.name)) % SHAPES.length];
    const dense = series.dots.length > 40;
    const star = series.name === 'slack' && !chart.joined;
    return {
      label: series.name,
      data: series.dots,
      ranged: chart.joined,
      showLine: chart.joined,
      clip: 8,
      borderColor: ink,
      backgroundColor: ink,
      borderWidth: series.name === 'slack' || series.name === 'warm' ? 2.2 : 1.4,
      borderDash: given ? DASHES[given.dash % DASHES.length] : series.name === 'static-best' ? [6, 3] : [],
      pointStyle: given ? SHAPES[given.dash % SHAPES.length] : chart.joined ? 'circle' : shape,
      pointBackgroundColor: series.dots.map(dot => dot.label === '✗' ? 'transparent' : ink),
      pointRadius: dense ? 0 : star ? 6 : 4,
      pointHoverRadius: 6,
      pointHitRadius: 5
    };
  }

  function draw(chart, canvas) {
    const tall = chart.y.ticks.length > 12;
    canvas.parentElement.classList.toggle('tall', tall);
    if (tall) { canvas.closest('figure').style.gridColumn = '1 / -1'; }
    const values = axis => chart.series.flatMap(series => series.dots.map(dot => dot[axis]));
    const mark = {};
    if (chart.x.mark !== undefined) { mark.x = chart.x.mark; }
    if (chart.y.mark !== undefined) { mark.y = chart.y.mark; }
    const x = scale(chart.x, values('x').concat(mark.x === undefined ? [] : [mark.x]));
    const y = scale(chart.y, values('y'));
    if (chart.joined) { y.suggestedMin = Math.min(...values('low')); y.suggestedMax = Math.min(Math.max(...values('high')), 1.5 * Math.max(...values('y'))); }
    if (chart.joined && mark.y !== undefined) {
      y.suggestedMin = Math.min(y.suggestedMin, mark.y);
      y.suggestedMax = Math.max(y.suggestedMax, mark.y);
    }
    if (!chart.x.logarithmic && chart.joined) { x.min = Math.min(...values('x')); x.max = Math.max(...values('x')); }
    return new Chart(canvas, {
      type: 'scatter',
      data: { datasets: chart.series.map((series, i) => dataset(chart, series, i)) },
      plugins: [ranges, marks],
      options: {
        animation: false,
        maintainAspectRatio: false,
        scales: { x, y },
        interaction: { mode: 'nearest', intersect: true },
        plugins: {
          marks: mark,
          legend: { position: 'bottom', labels: { usePointStyle: true, boxHeight: 7, font: { size: 11 }, generateLabels: filled } },
          tooltip: {
            callbacks: {
              label(item) {
                const dot = item.raw;
                const at = chart.y.ticks.length > 0 ? number(dot.x) : number(dot.x) + ' | ' + number(dot.y);
                const range = chart.joined && dot.high !== dot.low ? ' (' + number(dot.low) + ' to ' + number(dot.high) + ')' : '';
                return item.dataset.label + ': ' + at + range + (dot.label === '' ? '' : '  ' + dot.label);
              }
            }
          }
        }
      }
    });
  }

  function drawAll() {
    drawn.forEach(chart => chart.destroy());
    Chart.defaults.color = dark.matches ? '#b6bdcb' : '#454c5a';
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    drawn = charts.map((chart, i) => draw(chart, canvases[i]));
  }

  dark.addEventListener('change', drawAll);
  drawAll();
})();
