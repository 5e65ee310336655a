package io.cosymesh.identity;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.spiffe.spiffeid.SpiffeId;

import static org.assertj.core.api.Assertions.assertThat;

public class SpiffeIdFuzzTests {

	private static final Pattern GRAMMAR = Pattern
		.compile("spiffe://[a-z0-9._-]{1,255}(?:/(?!\\.{1,2}(?:/|\\z))[A-Za-z0-9._-]+)*");

	@FuzzTest
	void readsWhatTheGrammarAllowsAndNothingElse(byte[] input) {
		String text = new String(input, StandardCharsets.UTF_8);
		boolean allowed = text.length() <= 2048 && GRAMMAR.matcher(text).matches();
		try {
			SpiffeId id = StrictSpiffeId.parse(text);
			assertThat(allowed).isTrue();
			assertThat(id).hasToString(text);
			assertThat(StrictSpiffeId.parse(id.toString())).isEqualTo(id);
		}
		catch (IllegalArgumentException ex) {
			assertThat(allowed).isFalse();
		}
	}

}
