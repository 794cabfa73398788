const second = 1000

/** An hour in milliseconds. */
export const svixHour = 3600 * second

/** How long a receiver has to answer, in milliseconds (facts §G). */
export const answerTime = 15 * second

/** Svix's waits before each attempt, in milliseconds (facts §G). */
export const schedule = [0, 5 * second, 300 * second, 1800 * second, 2 * svixHour, 5 * svixHour, 10 * svixHour, 10 * svixHour]

/** An endpoint that took nothing for so many milliseconds is disabled (facts §G). */
export const disableAfter = 5 * 24 * svixHour
