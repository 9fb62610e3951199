// Who may import whom: layers outside, nouns inside, one way only. Paths are of resolved files.
const layer = (name, from, to, comment) => ({
  name,
  severity: "error",
  comment,
  from,
  to,
});

// A feature may import those before it in this list, not those after.
const FEATURES = [
  "accounts",
  "people",
  "organisations",
  "programmes",
  "enrolments",
  "pairings",
  "matching",
  "first-meetings",
  "agreements",
  "sessions",
  "events",
  "notifications",
  "reports",
];

const featureOrder = FEATURES.slice(0, -1).map((feature, at) =>
  layer(
    `features-${feature}-imports-only-above`,
    { path: `^app/features/${feature}/` },
    { path: `^app/features/(${FEATURES.slice(at + 1).join("|")})/` },
    "Features below may use this one, not the other way round: queue a job instead.",
  ),
);

module.exports = {
  forbidden: [
    layer(
      "no-cycles",
      {},
      { circular: true, dependencyTypesNot: ["type-only"] },
    ),
    layer(
      "domain-imports-only-domain",
      { path: "^app/domain/" },
      { pathNot: "^app/domain/" },
    ),
    layer(
      "db-imports-only-domain",
      { path: "^db/" },
      { path: "^app/(?!domain/)" },
    ),
    layer(
      "lib-stays-below-features",
      { path: "^app/lib/" },
      { path: "^app/(features|routes|jobs|components|server|cli)/" },
    ),
    layer(
      "i18n-stays-below",
      { path: "^app/i18n/" },
      { path: "^(db|app/(?!domain/|i18n/))" },
    ),
    layer(
      "components-know-no-feature",
      { path: "^app/components/" },
      {
        path: "^(db/|app/(features|routes|jobs|server|cli)/|app/lib/.*\\.server\\.)",
      },
    ),
    layer(
      "features-know-no-route",
      { path: "^app/features/" },
      { path: "^app/(routes|jobs|server|cli)/" },
    ),
    layer(
      "db-only-from-server-files",
      { path: "^app/features/", pathNot: "\\.server\\.tsx?$" },
      {
        path: "(^db/|drizzle-orm|postgres)",
        dependencyTypesNot: ["type-only"],
      },
    ),
    layer(
      "outer-layers-know-no-database",
      { path: "^app/(routes|jobs|server|cli)/" },
      { path: "(^db/|node_modules/(drizzle-orm|postgres)/)" },
    ),
    layer("nothing-imports-tests", { path: "^(app|db)/" }, { path: "^tests/" }),
    layer(
      "lucia-in-one-room",
      { pathNot: "^app/features/accounts/" },
      { path: "node_modules/(lucia|@lucia-auth)/" },
    ),
    layer(
      "no-development-packages-at-run-time",
      { path: "^(app|db)/", pathNot: "^app/(bundle[.]mjs$|cli/bench/)" },
      {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only"],
        pathNot:
          "node_modules/(@types|@fontsource|@remix-run/(dev|fs-routes|route-config))/",
      },
    ),
    layer("everything-resolves", {}, { couldNotResolve: true }),
    ...featureOrder,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^build/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
    },
  },
};
