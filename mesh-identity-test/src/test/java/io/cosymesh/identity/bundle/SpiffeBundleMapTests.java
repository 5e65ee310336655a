package io.cosymesh.identity.bundle;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.identity.test.TestCa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SpiffeBundleMapTests {

	private final TrustBundle own = TestCa.create().bundle();

	private final TrustBundle partner = TestCa.create("partner.example", InstantSource.system()).bundle();

	@Test
	void survivesTheWire() {
		assertThat(SpiffeBundleMap.parse(SpiffeBundleMap.write(List.of(this.partner, this.own))))
			.isEqualTo(Map.of(this.own.trustDomain(), this.own, this.partner.trustDomain(), this.partner));
	}

	@Test
	void mapOfNobodyIsEmpty() {
		assertThat(SpiffeBundleMap.parse(SpiffeBundleMap.write(List.of()))).isEmpty();
	}

	@Test
	void trustDomainsComeInOrderSoThatEqualMapsAreEqualText() {
		assertThat(SpiffeBundleMap.write(List.of(this.partner, this.own)))
			.isEqualTo(SpiffeBundleMap.write(List.of(this.own, this.partner)))
			.startsWith("{\"trust_domains\":{\"cosymesh.local\":");
	}

	@Test
	void twoBundlesOfOneTrustDomainAreNotWritten() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SpiffeBundleMap.write(List.of(this.own, TestCa.create().bundle())))
			.withMessageContaining("cosymesh.local");
	}

	@Test
	void oneBadBundleSpoilsTheWholeMap() {
		String json = "{\"trust_domains\":{\"cosymesh.local\":%s,\"partner.example\":{}}}"
			.formatted(SpiffeBundleFormat.write(this.own));
		assertThatExceptionOfType(MalformedBundleException.class).isThrownBy(() -> SpiffeBundleMap.parse(json))
			.withMessageContaining("'keys'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "{}", "{\"trust_domains\":[]}", "{\"trust_domains\":null}",
			"{\"trust_domains\":{\"a.example\":{\"keys\":[]},\"a.example\":{\"keys\":[]}}}",
			"{\"trust_domains\":{},\"trust_domains\":{}}", "{\"trust_domains\":{\"a.example\":null}}",
			"{\"trust_domains\":{\"A.example\":{\"keys\":[]}}}", "{\"trust_domains\":{\"a/b\":{\"keys\":[]}}}",
			"{\"trust_domains\":{\"\":{\"keys\":[]}}}", "{\"trust_domains\":{\"spiffe://a.example\":{\"keys\":[]}}}",
			"{\"trust_domains\":{\"a b\":{\"keys\":[]}}}", "{\"trust_domains\":{}} {}" })
	void whatIsNoBundleMapIsRefused(String json) {
		assertThatExceptionOfType(MalformedBundleException.class).isThrownBy(() -> SpiffeBundleMap.parse(json));
	}

}
