import { Link } from "@remix-run/react";

/** Somebody in a table: the name as a link, and where they come from below it. */
export function PersonCell(props: {
  to: string;
  name: string;
  organisation: string | null;
}) {
  const { to, name, organisation } = props;
  return (
    <>
      <Link to={to} className="inline-block py-0.5">
        <bdi>{name}</bdi>
      </Link>
      {organisation && (
        <span className="block text-sm text-muted">
          <bdi>{organisation}</bdi>
        </span>
      )}
    </>
  );
}
