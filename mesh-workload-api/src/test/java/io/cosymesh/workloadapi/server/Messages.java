package io.cosymesh.workloadapi.server;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

import com.google.protobuf.ByteString;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is in the messages of the X.509 profile.
 */
final class Messages {

	private Messages() {
	}

	static void assertComplete(X509SVIDResponse response) {
		assertThat(response.getSvidsList()).singleElement().satisfies((svid) -> {
			assertThat(svid.getSpiffeId()).isEqualTo("spiffe://cosymesh.local/ns/cosymesh/sa/tts-runtime");
			assertThat(svid.getX509Svid()).isNotEmpty();
			assertThat(svid.getX509SvidKey()).isNotEmpty();
			assertThat(svid.getBundle()).isNotEmpty();
		});
	}

	static List<X509Certificate> certificates(ByteString der) throws CertificateException {
		return CertificateFactory.getInstance("X.509")
			.generateCertificates(new ByteArrayInputStream(der.toByteArray()))
			.stream()
			.map(X509Certificate.class::cast)
			.toList();
	}

}
