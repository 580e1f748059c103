/** What a run asks for: SKU list, tiers, slots, and the requests as data with deterministic ids. */
package io.soletape.plan;
