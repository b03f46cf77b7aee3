/** SHA-256 of certificates, for two people to compare. */
export function Fingerprints({ all }: { all: string[] }) {
  return (
    <>
      {all.map((one) => (
        <code key={one} className="mr-fingerprint">
          {one}
        </code>
      ))}
    </>
  );
}
