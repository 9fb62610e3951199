import { useFormatter, useTranslations } from "use-intl";
import { country } from "~/domain/reference/countries.ts";
import {
  MAP_SIZE,
  mapPoint,
  type MapPoint,
} from "~/domain/reporting/base-map.ts";
import {
  arcBetween,
  arcWidth,
  loopAt,
  placeLabels,
  POINT_RADIUS,
} from "~/domain/reporting/map-drawing.ts";
import {
  countryShares,
  FLOW_STATES,
  type FlowState,
  type PairFlow,
} from "~/domain/reporting/pair-flows.ts";
import { pairsOf } from "./links.ts";
import { useCountryText } from "./country-text.ts";

const LETTERS = 17;
/** Around a thin arc there is room for a finger. */
const EASY_TO_HIT = 24;

/** A state is told by the line as well as by the colour. */
const STROKES: Readonly<Record<FlowState, string>> = {
  on_the_way: "stroke-clay",
  active: "stroke-sea",
  ended: "stroke-olive",
};
const HEADS: Readonly<Record<FlowState, string>> = {
  on_the_way: "fill-clay",
  active: "fill-sea",
  ended: "fill-olive",
};

/** Solid for active, dashed for on the way, dotted for ended. */
function dashes(state: FlowState, width: number) {
  if (state === "active") return {};
  return state === "on_the_way"
    ? { strokeDasharray: `${width * 1.2 + 6} ${width * 0.6 + 4}` }
    : {
        strokeDasharray: `0 ${width * 1.6 + 2}`,
        strokeLinecap: "round" as const,
      };
}

/** Where a country is drawn, or null if the map ends before it. */
export function pointOf(code: string | null): MapPoint | null {
  const found = code === null ? undefined : country(code);
  return found ? mapPoint(found.lat, found.lon) : null;
}

/**
 * The pairs of a cohort as arcs between countries, over the base map. It is never mirrored: east is right in every
 * language. What it shows stands in the table too, so it is one picture to a screen reader.
 */
export function MapPicture({
  cohortId,
  cohortName,
  flows,
}: {
  cohortId: string;
  cohortName: string;
  flows: readonly PairFlow[];
}) {
  const t = useTranslations("reports.map");
  return (
    <div
      role="region"
      tabIndex={0}
      aria-label={t("scroll")}
      dir="ltr"
      className="overflow-x-auto rounded-card border border-line"
    >
      <svg
        viewBox={`0 0 ${MAP_SIZE.width} ${MAP_SIZE.height}`}
        role="group"
        aria-labelledby="map-title"
        aria-describedby="map-description"
        className="block w-full min-w-[40rem] bg-sea-soft [print-color-adjust:exact] print:min-w-0"
      >
        <title id="map-title">{t("figure", { cohort: cohortName })}</title>
        <Description flows={flows} />
        <image
          href="/med-basemap.svg"
          width={MAP_SIZE.width}
          height={MAP_SIZE.height}
        />
        <Arcs cohortId={cohortId} flows={flows} />
        <Countries flows={flows} />
      </svg>
    </div>
  );
}

function Description({ flows }: { flows: readonly PairFlow[] }) {
  const t = useTranslations("reports.map");
  const name = useCountryText();
  const [first] = flows;
  return (
    <desc id="map-description">
      {first &&
        t("description", {
          pairs: flows.reduce((sum, { total }) => sum + total, 0),
          countries: countryShares(flows).length,
          from: name(first.from),
          to: name(first.to),
          most: first.total,
        })}
    </desc>
  );
}

/** Thin arcs lie over thick ones; each leads to its pairs. */
function Arcs({
  cohortId,
  flows,
}: {
  cohortId: string;
  flows: readonly PairFlow[];
}) {
  const t = useTranslations("reports");
  const name = useCountryText();
  const most = flows.reduce(
    (max, flow) => Math.max(max, ...FLOW_STATES.map((state) => flow[state])),
    1,
  );
  const drawn = flows.flatMap((flow) => {
    const [from, to] = [pointOf(flow.from), pointOf(flow.to)];
    if (!from || !to) return [];
    return FLOW_STATES.filter((state) => flow[state] > 0).map(
      (state, layer) => ({ flow, state, layer, from, to }),
    );
  });
  const said = (flow: PairFlow, state: FlowState) =>
    t("map.arc", {
      from: name(flow.from),
      to: name(flow.to),
      state: t(`state.${state}`),
      count: flow[state],
    });
  return drawn
    .sort((a, b) => b.flow[b.state] - a.flow[a.state])
    .map(({ flow, state, layer, from, to }) => {
      const width = arcWidth(flow[state], most);
      const arc =
        flow.from === flow.to
          ? { line: loopAt(from, layer), head: null }
          : arcBetween(from, to, layer, width);
      return (
        <a
          key={`${flow.from}${flow.to}${state}`}
          href={pairsOf(cohortId, flow, state)}
          aria-label={said(flow, state)}
          className="opacity-90"
        >
          <title>{said(flow, state)}</title>
          <path
            d={arc.line}
            fill="none"
            strokeWidth={Math.max(width, EASY_TO_HIT)}
            className="stroke-transparent print:hidden"
          />
          <path
            d={arc.line}
            fill="none"
            strokeWidth={width}
            className={STROKES[state]}
            {...dashes(state, width)}
          />
          {arc.head && <path d={arc.head} className={HEADS[state]} />}
        </a>
      );
    });
}

function Countries({ flows }: { flows: readonly PairFlow[] }) {
  const name = useCountryText();
  const format = useFormatter();
  const points = countryShares(flows).flatMap(({ country, pairs }) => {
    const point = pointOf(country);
    const number = format.number(pairs);
    return point
      ? [{ ...point, country, number, text: `${name(country)} ${number}` }]
      : [];
  });
  const labels = placeLabels(points, LETTERS);
  return points.map(({ country, x, y, number }, index) => {
    const label = labels[index];
    return (
      <g key={country}>
        <circle
          cx={x}
          cy={y}
          r={POINT_RADIUS}
          strokeWidth="2.5"
          className="fill-surface stroke-ink"
        />
        {label && (
          <text
            x={label.x}
            y={label.y}
            textAnchor={label.anchor}
            fontSize={LETTERS}
            strokeWidth="4"
            strokeLinejoin="round"
            paintOrder="stroke"
            className="fill-ink stroke-surface"
          >
            {name(country)} <tspan fontWeight="600">{number}</tspan>
          </text>
        )}
      </g>
    );
  });
}

/** The states that the map shows, each with its line. */
export function StateLines({ flows }: { flows: readonly PairFlow[] }) {
  const t = useTranslations("reports.state");
  const shown = FLOW_STATES.filter((state) =>
    flows.some((flow) => flow[state] > 0),
  );
  return (
    <ul className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-sm">
      {shown.map((state) => (
        <li key={state} className="inline-flex items-center gap-2">
          <LineSample state={state} />
          {t(state)}
        </li>
      ))}
    </ul>
  );
}

function LineSample({ state }: { state: FlowState }) {
  return (
    <svg
      viewBox="0 0 56 12"
      aria-hidden="true"
      className="inline-block h-3 w-14 shrink-0"
    >
      <path
        d="M3,6H53"
        strokeWidth="5"
        className={STROKES[state]}
        {...dashes(state, 5)}
      />
    </svg>
  );
}
