package io.cosymesh.webui.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.springframework.boot.ssl.pem.PemContent;

/**
 * A private key and the certificates that speak for it.
 *
 * @param key the private key
 * @param chain the certificates, leaf first
 */
record KeyAndChain(PrivateKey key, List<X509Certificate> chain) {

	KeyAndChain {
		chain = List.copyOf(chain);
		if (chain.isEmpty()) {
			throw new IllegalArgumentException("There is no certificate");
		}
		if (!KeyPairs.match(chain.getFirst().getPublicKey(), key)) {
			throw new IllegalArgumentException("The private key is not the certificate's");
		}
	}

	static KeyAndChain read(Path key, Path chain) throws IOException {
		PrivateKey privateKey = PemContent.load(key).getPrivateKey();
		if (privateKey == null) {
			throw new IllegalArgumentException("There is no private key in " + key);
		}
		return new KeyAndChain(privateKey, PemContent.load(chain).getCertificates());
	}

	X509Certificate leaf() {
		return this.chain.getFirst();
	}

	PublicKey publicKey() {
		return leaf().getPublicKey();
	}

	boolean isDueForRenewal(Instant now) {
		Instant begin = leaf().getNotBefore().toInstant();
		Duration lifetime = Duration.between(begin, leaf().getNotAfter().toInstant());
		return now.isAfter(begin.plus(lifetime.multipliedBy(2).dividedBy(3)));
	}

	@Override
	public String toString() {
		return "KeyAndChain[subject=%s, notAfter=%s]".formatted(leaf().getSubjectX500Principal(),
				leaf().getNotAfter().toInstant());
	}

}
