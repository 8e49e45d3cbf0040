/** Something that can be booked, and for how many minutes. */
export interface StarterService {
  name: string;
  minutes: number;
}

/** A first `booking.yaml`, to be gone on with by hand. */
export function starterPlan(services: readonly StarterService[]): string {
  const lines = services.flatMap(({ name, minutes: length }) => [
    `  - name: ${JSON.stringify(name)}`,
    `    duration: ${length}m`,
  ]);
  return `# What customers can book in the chat. Working hours are WABOT_HOURS, unless they stand here (hours: Mon-Fri 10:00-19:00).
services:
${lines.join('\n')}
# Those whose time it is, if there are several:
# staff:
#   - name: Aigul
#     hours: Mon-Fri 10:00-19:00
notice: 1h
horizon: 30d
`;
}
