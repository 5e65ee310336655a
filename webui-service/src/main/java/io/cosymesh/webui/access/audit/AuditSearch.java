package io.cosymesh.webui.access.audit;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * Which events somebody wants to see.
 *
 * @param limit how many at most
 * @param before id that theirs are below
 * @param tenant the tenant, or nothing for all
 * @param actor who did it, or nothing for all
 * @param action what was done, or nothing for all
 */
record AuditSearch(int limit, long before, String tenant, String actor, String action) {

	private static final int MOST = 200;

	static AuditSearch of(@Nullable Integer limit, @Nullable String after, @Nullable String actor,
			@Nullable String action) {
		int wanted = Objects.requireNonNullElse(limit, 50);
		if (wanted < 1 || wanted > MOST) {
			throw ProblemException.invalidField("limit", "invalid-field", "'limit' must be 1 to " + MOST);
		}
		return new AuditSearch(wanted, before(after), "", Objects.requireNonNullElse(actor, ""),
				Objects.requireNonNullElse(action, ""));
	}

	AuditSearch within(String onlyTenant) {
		return new AuditSearch(this.limit, this.before, onlyTenant, this.actor, this.action);
	}

	private static long before(@Nullable String after) {
		try {
			return (after != null) ? Long.parseLong(after) : Long.MAX_VALUE;
		}
		catch (NumberFormatException _) {
			throw ProblemException.invalidField("after", "invalid-field",
					"'after' must be the 'next' of an earlier page");
		}
	}

}
