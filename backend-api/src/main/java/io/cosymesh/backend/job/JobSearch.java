package io.cosymesh.backend.job;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.backend.form.PageMark;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list, newest first.
 *
 * @param owner whose
 * @param limit how many at most
 * @param after where the page before ended, or nothing for the first
 * @param state where they are, or nothing for anywhere
 */
record JobSearch(Caller owner, int limit, @Nullable PageMark after, @Nullable JobState state) {

	private static final int MAX_PAGE_SIZE = 100;

	static JobSearch of(Caller owner, int limit, @Nullable String after, @Nullable String state) {
		if (limit < 1 || limit > MAX_PAGE_SIZE) {
			throw FieldProblems.invalid("limit", "1 to " + MAX_PAGE_SIZE);
		}
		return new JobSearch(owner, limit, (after != null) ? PageMark.parse("after", after) : null,
				(state != null) ? FieldValues.oneOf("state", state, JobState.class) : null);
	}

	/** Looks for one more, which tells whether there is another page. */
	JobSearch withOneMore() {
		return new JobSearch(this.owner, this.limit + 1, this.after, this.state);
	}

	Map<String, Object> values() {
		Map<String, Object> values = new HashMap<>();
		values.put("tenant", this.owner.tenant());
		values.put("owner", this.owner.name());
		values.put("limit", this.limit);
		if (this.after != null) {
			values.put("createdAt", this.after.createdAt().atOffset(ZoneOffset.UTC));
			values.put("id", this.after.id());
		}
		if (this.state != null) {
			values.put("state", JobTable.name(this.state));
		}
		return values;
	}

}
