package io.cosymesh.mesh.audit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.cosymesh.mesh.policy.Decision;

/**
 * Counts what each rule has allowed and denied since the start.
 */
public final class DecisionCounts implements DecisionListener {

	// Rules come from configuration, but a policy file may change for ever.
	private static final int MOST_RULES = 1000;

	private static final String OTHERS = "other";

	private final Map<String, Counted> rules = new ConcurrentHashMap<>();

	DecisionCounts() {
	}

	@Override
	public void decided(DecidedRequest request) {
		Decision decision = request.decision();
		Counted counted = of(decision.rule());
		(isAllowed(decision) ? counted.allowed : counted.denied).increment();
	}

	/**
	 * Returns how often a rule allowed something.
	 * @param rule its name
	 * @return the number
	 */
	public long allowedBy(String rule) {
		Counted counted = this.rules.get(rule);
		return (counted != null) ? counted.allowed.sum() : 0;
	}

	/**
	 * Returns how often a rule denied something, or would have.
	 * @param rule its name, {@link Decision#NONE} for what no rule has the route of
	 * @return the number
	 */
	public long deniedBy(String rule) {
		Counted counted = this.rules.get(rule);
		return (counted != null) ? counted.denied.sum() : 0;
	}

	// Limits count what they refuse themselves; here it is what the policy said.
	private static boolean isAllowed(Decision decision) {
		return switch (decision) {
			case Decision.Allowed _ -> true;
			case Decision.WouldDeny _, Decision.Denied _ -> false;
			case Decision.Limited limited -> isAllowed(limited.policy());
		};
	}

	private Counted of(String rule) {
		Counted known = this.rules.get(rule);
		if (known != null) {
			return known;
		}
		return this.rules.computeIfAbsent((this.rules.size() < MOST_RULES) ? rule : OTHERS, (_) -> new Counted());
	}

	private static final class Counted {

		private final LongAdder allowed = new LongAdder();

		private final LongAdder denied = new LongAdder();

	}

}
