package io.cosymesh.identity.bundle;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.spiffe.spiffeid.TrustDomain;

import static org.assertj.core.api.Assertions.assertThat;

public class SpiffeBundleFuzzTests {

	private static final TrustDomain TRUST_DOMAIN = TrustDomain.parse("cosymesh.local");

	@FuzzTest
	void readsABundleOrSaysThatItIsNone(byte[] input) {
		TrustBundle bundle;
		try {
			bundle = SpiffeBundleFormat.parse(TRUST_DOMAIN, new String(input, StandardCharsets.UTF_8));
		}
		catch (MalformedBundleException ex) {
			return;
		}
		String written = SpiffeBundleFormat.write(bundle);
		assertThat(SpiffeBundleFormat.parse(TRUST_DOMAIN, written)).isEqualTo(bundle);
		assertThat(SpiffeBundleFormat.write(SpiffeBundleFormat.parse(TRUST_DOMAIN, written))).isEqualTo(written);
	}

}
