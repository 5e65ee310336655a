package io.cosymesh.mesh.policy;

import java.util.Locale;

/**
 * The outcome for one request: what is enforced, and word for word what is logged.
 */
public sealed interface Decision {

	/**
	 * Returns what was decided upon.
	 * @return the request
	 */
	PolicyRequest request();

	/**
	 * A rule allows it.
	 *
	 * @param request what was decided upon
	 * @param rule name of the rule
	 * @param route the route of the rule that matched
	 */
	record Allowed(PolicyRequest request, String rule, String route) implements Decision {

		@Override
		public String toString() {
			return "%s route=\"%s\" rule=%s".formatted(this.request, this.route, this.rule);
		}

	}

	/**
	 * No rule allows it.
	 *
	 * @param request what was decided upon
	 * @param rule name of the first rule that has the route, {@code -} if none has
	 * @param route the route of that rule, {@code -} if there is none
	 * @param reason why it is denied
	 */
	record Denied(PolicyRequest request, String rule, String route, Reason reason) implements Decision {

		@Override
		public String toString() {
			return "%s route=\"%s\" rule=%s reason=%s".formatted(this.request, this.route, this.rule,
					this.reason.code());
		}

	}

	/**
	 * Why a request is denied.
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
		CALLER_UNKNOWN;

		/**
		 * Returns the reason as logs print it.
		 * @return the reason in kebab case
		 */
		public String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
