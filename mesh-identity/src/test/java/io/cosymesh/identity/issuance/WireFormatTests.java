package io.cosymesh.identity.issuance;

import java.net.URI;
import java.util.Base64;

import io.spiffe.spiffeid.SpiffeId;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WireFormatTests {

	private final JsonMapper json = JsonMapper.shared();

	@Test
	void requestCarriesTheCsrAsPemOrAsBase64() {
		byte[] csr = FreshKey.generate().csrDer();
		SvidRequest pem = this.json.readValue(this.json.writeValueAsString(SvidRequest.ofDer(csr, 60L)),
				SvidRequest.class);
		assertThat(pem.csrDer()).isEqualTo(csr);
		assertThat(pem.ttlSeconds()).isEqualTo(60);
		SvidRequest base64 = this.json.readValue("{\"csr\":\"%s\"}".formatted(Base64.getEncoder().encodeToString(csr)),
				SvidRequest.class);
		assertThat(base64.csrDer()).isEqualTo(csr);
		assertThat(base64.ttlSeconds()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "no base64!", "-----BEGIN CERTIFICATE REQUEST-----", "-----BEGIN RUBBISH-----",
			"-----BEGIN CERTIFICATE REQUEST-----\n%%\n-----END CERTIFICATE REQUEST-----" })
	void requestWithoutACsrIsRefused(String csr) {
		assertThatIllegalArgumentException().isThrownBy(() -> new SvidRequest(csr, null).csrDer());
	}

	@Test
	void csrProvesPossessionAndNamesNobody() throws Exception {
		PKCS10CertificationRequest csr = new PKCS10CertificationRequest(FreshKey.generate().csrDer());
		assertThat(csr.isSignatureValid(new JcaContentVerifierProviderBuilder().build(csr.getSubjectPublicKeyInfo())))
			.isTrue();
		assertThat(csr.getSubject().getRDNs()).isEmpty();
		assertThat(csr.getAttributes()).isEmpty();
	}

	@Test
	void freshKeyPrintsNothingOfItself() {
		assertThat(FreshKey.generate()).hasToString("FreshKey[P-256]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:9440", "https://", "https://u@localhost", "https://localhost?a=b",
			"localhost:9440" })
	void caIsReachedByHttpsOnly(String url) {
		SpiffeId id = SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/identity-ca");
		URI good = URI.create("https://localhost:9441/");
		assertThatIllegalArgumentException().isThrownBy(() -> new CaAddress(URI.create(url), good, id));
		assertThat(new CaAddress(good, good, id).attestation("/v1/svid")).hasToString("https://localhost:9441/v1/svid");
	}

}
