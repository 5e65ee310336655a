package io.cosymesh.identity.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.spiffe.spiffeid.TrustDomain;

import static org.assertj.core.api.Assertions.assertThat;

public class SpiffeBundleMapFuzzTests {

	@FuzzTest
	void readsABundleMapOrSaysThatItIsNone(byte[] input) {
		Map<TrustDomain, TrustBundle> bundles;
		try {
			bundles = SpiffeBundleMap.parse(new String(input, StandardCharsets.UTF_8));
		}
		catch (MalformedBundleException ex) {
			return;
		}
		bundles.forEach((trustDomain, bundle) -> assertThat(bundle.trustDomain()).isEqualTo(trustDomain));
		assertThat(SpiffeBundleMap.parse(SpiffeBundleMap.write(bundles.values()))).isEqualTo(bundles);
	}

}
