export default function AttributionPage() {
  return null
}
