package io.cosymesh.mesh.policy;

import java.util.Locale;
import java.util.Optional;

/**
 * The outcome for one request: what is enforced, counted and word for word what is
 * logged.
 */
public sealed interface Decision {

	/**
	 * What stands in the place of a rule or route when there is none.
	 */
	String NONE = "-";

	/**
	 * Returns what was decided upon.
	 * @return the request
	 */
	PolicyRequest request();

	/**
	 * Returns the rule that decided.
	 * @return its name, {@link #NONE} if no rule has the route
	 */
	String rule();

	/**
	 * Returns the route of that rule.
	 * @return the route as the policy writes it, {@link #NONE} if no rule has it
	 */
	String route();

	/**
	 * Returns how strictly the request was treated.
	 * @return the mode
	 */
	PolicyMode mode();

	/**
	 * Returns the word that logs have for the outcome.
	 * @return a word in kebab case
	 */
	String outcome();

	/**
	 * Returns why the request is not allowed.
	 * @return the reason, empty if it is allowed
	 */
	Optional<Reason> reason();

	/**
	 * Returns whether the request may go on.
	 * @return {@code false} if it must be refused
	 */
	boolean letsThrough();

	/**
	 * A rule allows it.
	 *
	 * @param request what was decided upon
	 * @param rule name of the rule
	 * @param route the route of the rule that matched
	 * @param mode the mode of the rule
	 */
	record Allowed(PolicyRequest request, String rule, String route, PolicyMode mode) implements Decision {

		@Override
		public String outcome() {
			return "allowed";
		}

		@Override
		public Optional<Reason> reason() {
			return Optional.empty();
		}

		@Override
		public boolean letsThrough() {
			return true;
		}

		@Override
		public String toString() {
			return "%s route=\"%s\" rule=%s".formatted(this.request, this.route, this.rule);
		}

	}

	/**
	 * No rule allows it, and an audit lets it through all the same.
	 *
	 * @param request what was decided upon
	 * @param rule name of the first audited rule that has the route, {@link #NONE} if no
	 * rule has it
	 * @param route the route of that rule
	 * @param why why enforcing would deny it
	 */
	record WouldDeny(PolicyRequest request, String rule, String route, Reason why) implements Decision {

		@Override
		public PolicyMode mode() {
			return PolicyMode.AUDIT;
		}

		@Override
		public String outcome() {
			return "would-deny";
		}

		@Override
		public Optional<Reason> reason() {
			return Optional.of(this.why);
		}

		@Override
		public boolean letsThrough() {
			return true;
		}

		@Override
		public String toString() {
			return "%s route=\"%s\" rule=%s reason=%s".formatted(this.request, this.route, this.rule, this.why.code());
		}

	}

	/**
	 * It is refused.
	 *
	 * @param request what was decided upon
	 * @param rule name of the first rule that has the route, {@link #NONE} if none has
	 * @param route the route of that rule
	 * @param why why it is refused
	 */
	record Denied(PolicyRequest request, String rule, String route, Reason why) implements Decision {

		/**
		 * Makes the decision on a request that no rule was asked about.
		 * @param request what was decided upon
		 * @param why why it is refused
		 * @return the decision
		 */
		public static Denied outright(PolicyRequest request, Reason why) {
			return new Denied(request, NONE, NONE, why);
		}

		@Override
		public PolicyMode mode() {
			return PolicyMode.ENFORCE;
		}

		@Override
		public String outcome() {
			return "denied";
		}

		@Override
		public Optional<Reason> reason() {
			return Optional.of(this.why);
		}

		@Override
		public boolean letsThrough() {
			return false;
		}

		@Override
		public String toString() {
			return "%s route=\"%s\" rule=%s reason=%s".formatted(this.request, this.route, this.rule, this.why.code());
		}

	}

	/**
	 * The policy lets it through, but its caller has asked too often.
	 *
	 * @param policy what the policy decided
	 * @param why which limit it went over
	 */
	record Limited(Decision policy, Reason why) implements Decision {

		@Override
		public PolicyRequest request() {
			return this.policy.request();
		}

		@Override
		public String rule() {
			return this.policy.rule();
		}

		@Override
		public String route() {
			return this.policy.route();
		}

		@Override
		public PolicyMode mode() {
			return this.policy.mode();
		}

		@Override
		public String outcome() {
			return "rate-limited";
		}

		@Override
		public Optional<Reason> reason() {
			return Optional.of(this.why);
		}

		@Override
		public boolean letsThrough() {
			return false;
		}

		@Override
		public String toString() {
			return "%s route=\"%s\" rule=%s reason=%s".formatted(request(), route(), rule(), this.why.code());
		}

	}

	/**
	 * Why a request is not allowed.
	 */
	enum Reason {

		/**
		 * The path is spelled in a way that routers may read differently.
		 */
		PATH_NOT_NORMAL,

		/**
		 * No rule has the route.
		 */
		NO_RULE,

		/**
		 * A rule has the route, but not for this caller.
		 */
		CALLER_NOT_ALLOWED,

		/**
		 * A rule has the route, but only for callers with an SVID.
		 */
		CALLER_UNKNOWN,

		/**
		 * The caller's SVID has expired since the connection was opened.
		 */
		EXPIRED,

		/**
		 * The caller's SVID would not be trusted if it connected now.
		 */
		DISTRUSTED,

		/**
		 * It can't be said who calls.
		 */
		UNAUTHENTICATED,

		/**
		 * Path or headers are not what HTTP makes of them, so no rule is asked.
		 */
		MALFORMED_REQUEST,

		/**
		 * All callers together ask too often.
		 */
		TOTAL_LIMIT,

		/**
		 * The caller asks more often than was set for it alone.
		 */
		OVERRIDE_LIMIT,

		/**
		 * The caller asks more often than any may.
		 */
		PEER_LIMIT;

		/**
		 * Returns the reason as logs print it.
		 * @return the reason in kebab case
		 */
		public String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
