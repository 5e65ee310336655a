package io.cosymesh.backend.openai;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

import io.cosymesh.backend.form.FieldProblems;

/**
 * Which page of a list is wanted.
 *
 * @param limit how many at most
 * @param after id of the last one of the page before, or nothing for the first page
 */
record Listing(int limit, @Nullable String after) {

	private static final int MOST = 100;

	static Listing of(MultiValueMap<String, String> query, int standard) {
		return new Listing(limit(query.getFirst("limit"), standard),
				Optional.ofNullable(query.getFirst("after")).filter((id) -> !id.isBlank()).orElse(null));
	}

	private static int limit(@Nullable String value, int standard) {
		try {
			int limit = (value != null) ? Integer.parseInt(value) : standard;
			if (limit >= 1 && limit <= MOST) {
				return limit;
			}
		}
		catch (NumberFormatException _) {
			// refused below, as any number out of range is
		}
		throw FieldProblems.invalid("limit", "1 to " + MOST);
	}

}
