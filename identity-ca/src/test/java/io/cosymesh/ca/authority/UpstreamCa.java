package io.cosymesh.ca.authority;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.Keys;

/**
 * A signing certificate of an organisation's own authority, with its key and issuers.
 *
 * @param keys its key pair
 * @param certificate its certificate
 * @param issuer who signed it, if it isn't a root
 */
public record UpstreamCa(KeyPair keys, X509Certificate certificate, Optional<UpstreamCa> issuer) {

	private static final SecureRandom RANDOM = new SecureRandom();

	public static UpstreamCa root(Instant now) {
		return new Recipe(now, Keys.p256()).sign(null);
	}

	public static UpstreamCa root(Instant now, KeyPair keys) {
		return new Recipe(now, keys).sign(null);
	}

	public UpstreamCa intermediate(Instant now) {
		return intermediate(now, Keys.p256());
	}

	public UpstreamCa intermediate(Instant now, KeyPair keys) {
		return new Recipe(now, keys).pathLength(0).sign(this);
	}

	public static Recipe recipe(Instant now, KeyPair keys) {
		return new Recipe(now, keys);
	}

	/** Returns the certificate and those above it, up to the root. */
	public List<X509Certificate> path() {
		List<X509Certificate> path = new ArrayList<>(List.of(this.certificate));
		this.issuer.ifPresent((above) -> path.addAll(above.path()));
		return path;
	}

	public X509Certificate top() {
		return path().getLast();
	}

	/** Returns the path without the root. */
	public String chainPem() {
		List<X509Certificate> path = path();
		return pem(path.subList(0, Math.max(1, path.size() - 1)).toArray());
	}

	public String rootPem() {
		return pem(top());
	}

	public String keyPem() {
		return pkcs8(this.keys.getPrivate());
	}

	public static String pkcs8(PrivateKey key) {
		try {
			return pem(new JcaPKCS8Generator(key, null));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** PKCS#1 for RSA, SEC1 for EC. */
	public String traditionalKeyPem() {
		if (this.keys.getPrivate() instanceof ECPrivateKey key) {
			// As OpenSSL writes it, with the curve inside.
			return pem(new PemObject("EC PRIVATE KEY", sec1(key)));
		}
		return pem(this.keys.getPrivate());
	}

	public static String pem(Object... objects) {
		StringWriter text = new StringWriter();
		try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
			for (Object object : objects) {
				writer.writeObject(object);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString();
	}

	private static byte[] sec1(ECPrivateKey key) {
		try {
			AlgorithmIdentifier algorithm = PrivateKeyInfo.getInstance(key.getEncoded()).getPrivateKeyAlgorithm();
			return new org.bouncycastle.asn1.sec.ECPrivateKey(key.getParams().getOrder().bitLength(), key.getS(),
					algorithm.getParameters())
				.getEncoded();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A good signing certificate for ten years, unless told otherwise.
	 */
	public static final class Recipe {

		private final KeyPair keys;

		private Instant notBefore;

		private Instant notAfter;

		private boolean authority = true;

		private int usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;

		private @Nullable Integer pathLength;

		private @Nullable String uri;

		private @Nullable String permittedUriHost;

		private @Nullable String algorithm;

		private final String name = "CN=Upstream " + new BigInteger(40, RANDOM).toString(16);

		private Recipe(Instant now, KeyPair keys) {
			this.keys = keys;
			this.notBefore = now.minus(Duration.ofDays(1));
			this.notAfter = now.plus(Duration.ofDays(3650));
		}

		public Recipe validity(Instant from, Instant until) {
			this.notBefore = from;
			this.notAfter = until;
			return this;
		}

		public Recipe noAuthority() {
			this.authority = false;
			return this;
		}

		public Recipe usage(int bits) {
			this.usage = bits;
			return this;
		}

		public Recipe pathLength(int length) {
			this.pathLength = length;
			return this;
		}

		public Recipe uri(String name) {
			this.uri = name;
			return this;
		}

		public Recipe permittedUriHost(String host) {
			this.permittedUriHost = host;
			return this;
		}

		public Recipe algorithm(String name) {
			this.algorithm = name;
			return this;
		}

		public UpstreamCa sign(@Nullable UpstreamCa issuer) {
			try {
				X500Name above = (issuer != null)
						? X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded())
						: new X500Name(this.name);
				X509v3CertificateBuilder builder = builder(above, this.keys.getPublic());
				KeyPair signing = (issuer != null) ? issuer.keys() : this.keys;
				String name = (this.algorithm != null) ? this.algorithm : Signer.algorithm(signing.getPublic());
				X509Certificate certificate = new JcaX509CertificateConverter()
					.getCertificate(builder.build(new JcaContentSignerBuilder(name).build(signing.getPrivate())));
				return new UpstreamCa(this.keys, certificate, Optional.ofNullable(issuer));
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

		private X509v3CertificateBuilder builder(X500Name above, PublicKey key) throws IOException {
			X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(above, new BigInteger(128, RANDOM),
					Date.from(this.notBefore), Date.from(this.notAfter), new X500Name(this.name), key);
			BasicConstraints constraints = (this.pathLength != null) ? new BasicConstraints(this.pathLength)
					: new BasicConstraints(this.authority);
			builder.addExtension(Extension.basicConstraints, true, constraints);
			builder.addExtension(Extension.keyUsage, true, new KeyUsage(this.usage));
			if (this.uri != null) {
				builder.addExtension(Extension.subjectAlternativeName, false,
						new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, this.uri)));
			}
			if (this.permittedUriHost != null) {
				GeneralSubtree permitted = new GeneralSubtree(
						new GeneralName(GeneralName.uniformResourceIdentifier, this.permittedUriHost));
				builder.addExtension(Extension.nameConstraints, true,
						new NameConstraints(new GeneralSubtree[] { permitted }, new GeneralSubtree[0]));
			}
			return builder;
		}

	}

}
