// @ts-check
/** What a state asks for, condition by condition: for the chips over the table, and for what to loosen. */

/** @typedef {import("./state.js").State} State */
/** @typedef {{name: string, without: State}} Condition in words, and the state that does not ask for it */

/**
 * @param {State} state
 * @param {import("./form.js").Filters["label"]} label
 * @returns {Condition[]}
 */
export function conditions(state, label) {
  /** @type {Condition[]} */
  const asked = [];
  const [from, to] = state.parameters;
  if (state.q) asked.push({ name: `“${state.q}”`, without: { ...state, q: "" } });
  for (const [facet, values] of Object.entries(state.facets)) {
    for (const value of values) {
      const others = values.filter((other) => other !== value);
      asked.push({ name: label(facet, value), without: { ...state, facets: { ...state.facets, [facet]: others } } });
    }
  }
  if (from !== null) asked.push({ name: label("from", String(from)), without: { ...state, parameters: [null, to] } });
  if (to !== null) asked.push({ name: label("to", String(to)), without: { ...state, parameters: [from, null] } });
  if (state.context !== null) asked.push({ name: label("context", String(state.context)), without: { ...state, context: null } });
  if (state.since) asked.push({ name: label("since", state.since), without: { ...state, since: "" } });
  if (state.card) asked.push({ name: label("card", state.card), without: { ...state, card: "" } });
  return asked;
}
