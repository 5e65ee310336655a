package io.cosymesh.identity.svid;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.test.FuzzSeeds;

import static org.assertj.core.api.Assertions.assertThat;

public class SvidChainFuzzTests {

	private static final FuzzSeeds SEEDS = new FuzzSeeds(SvidChainFuzzTests.class, "trustsNobodyElse");

	private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

	private final TrustBundle bundle = SpiffeBundleFormat.parse(TrustDomain.parse("cosymesh.local"),
			SEEDS.context("bundle.json"));

	@FuzzTest
	void trustsNobodyElse(byte[] der) {
		List<X509Certificate> chain;
		try {
			chain = CertificateFactory.getInstance("X.509")
				.generateCertificates(new ByteArrayInputStream(der))
				.stream()
				.map(X509Certificate.class::cast)
				.toList();
		}
		catch (CertificateException ex) {
			return;
		}
		try {
			assertThat(ChainOfTrust.verify(chain, this.bundle, NOW))
				.hasToString("spiffe://cosymesh.local/ns/cosymesh/sa/backend-api");
		}
		catch (SvidRefusedException ex) {
			assertThat(ex).hasMessageStartingWith(ex.refusal().code()).hasNoCause();
		}
	}

}
