package io.cosymesh.mesh.policy;

import java.time.Instant;
import java.util.List;

/**
 * The policy in force as it tells of itself.
 *
 * @param mode {@code enforce} or {@code audit}: what becomes of requests that no rule has
 * the route of
 * @param generation 1 for the policy of the start, one more with each that follows
 * @param since when it took force
 * @param rules its rules, in their order
 */
public record PolicyView(String mode, long generation, Instant since, List<RuleView> rules) {
}
