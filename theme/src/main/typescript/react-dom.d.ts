/** The console's import map has react-dom alone: its production build has createRoot too. */
declare module "react-dom" {
  export interface Root {
    render(node: import("react").ReactNode): void;
    unmount(): void;
  }
  export function createRoot(container: Element): Root;
}
