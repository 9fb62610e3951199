import { Link } from "@remix-run/react";
import type { ButtonHTMLAttributes, ReactNode } from "react";

export type ButtonLook = "main" | "quiet" | "agree" | "danger" | "bare";

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  main: "bg-sea text-on-sea border-sea hover:bg-sea-strong hover:border-sea-strong hover:text-on-sea",
  quiet: "bg-surface text-ink border-field hover:border-sea hover:text-sea",
  agree:
    "bg-olive text-surface border-olive hover:opacity-90 hover:text-surface",
  danger: "bg-surface text-danger border-danger hover:bg-danger-soft",
  bare: "border-transparent text-sea underline underline-offset-4 hover:bg-sea-soft",
};

function buttonClass(look: ButtonLook, small: boolean): string {
  const size = small ? "min-h-9 px-3 text-sm" : "min-h-11 px-4";
  return `inline-flex items-center justify-center gap-2 rounded-lg border font-semibold no-underline cursor-pointer disabled:opacity-60 ${size} ${LOOKS[look]}`;
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
  small?: boolean;
}

export function Button({
  look = "main",
  small = false,
  className = "",
  ...rest
}: ButtonProps) {
  return (
    <button
      type="submit"
      {...rest}
      className={`${buttonClass(look, small)} ${className}`}
    />
  );
}

export function ButtonLink(props: {
  to: string;
  look?: ButtonLook;
  small?: boolean;
  children: ReactNode;
  download?: boolean;
}) {
  const { to, look = "quiet", small = false, children, download } = props;
  const className = buttonClass(look, small);
  // A file is not a page: the router must not follow it.
  if (download)
    return (
      <a href={to} download className={className}>
        {children}
      </a>
    );
  return (
    <Link to={to} className={className}>
      {children}
    </Link>
  );
}
