package io.cosymesh.ca.issuance;

import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

import io.spiffe.spiffeid.SpiffeId;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.issuance.FreshKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class CsrPolicyTests {

	private static final String ID = "spiffe://cosymesh.local/ns/cosymesh/sa/backend-api";

	private static final String OTHER = "spiffe://cosymesh.local/ns/cosymesh/sa/identity-ca";

	private final CsrPolicy policy = new CsrPolicy();

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void harmlessCsrIsAccepted(String name, byte[] der) {
		assertThat(check(der)).isNotNull();
	}

	static Stream<Arguments> harmlessCsrIsAccepted() {
		return Stream.of(arguments("without names", Csrs.plain()),
				arguments("of the client library", FreshKey.generate().csrDer()),
				arguments("with the attested name", Csrs.withNames(Csrs.uri(ID))),
				arguments("with the attested name as CN", Csrs.withSubject("CN=" + ID)),
				arguments("P-384", Csrs.of(Keys.ec("secp384r1"))), arguments("RSA 2048", Csrs.of(Keys.rsa(2048))),
				arguments("with CA:FALSE", Csrs.withExtension(Extension.basicConstraints, new BasicConstraints(false))),
				arguments("with key usages",
						Csrs.withExtension(Extension.keyUsage,
								new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))),
				arguments("with purposes", Csrs.withExtension(Extension.extendedKeyUsage, new ExtendedKeyUsage(
						new KeyPurposeId[] { KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth }))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void greedyCsrIsRefused(String name, byte[] der, Refusal refusal) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> check(der))
			.extracting(RefusedException::refusal)
			.isEqualTo(refusal);
	}

	static Stream<Arguments> greedyCsrIsRefused() {
		return Stream.of(arguments("signed by another key", Csrs.signedByAnotherKey(), Refusal.BAD_PROOF_OF_POSSESSION),
				arguments("another URI", Csrs.withNames(Csrs.uri(OTHER)), Refusal.CSR_ID_MISMATCH),
				arguments("a second URI", Csrs.withNames(Csrs.uri(ID), Csrs.uri(OTHER)), Refusal.CSR_EXTRA_NAMES),
				arguments("the same URI twice", Csrs.withNames(Csrs.uri(ID), Csrs.uri(ID)), Refusal.CSR_EXTRA_NAMES),
				arguments("a DNS name", Csrs.withNames(new GeneralName(GeneralName.dNSName, "localhost")),
						Refusal.CSR_EXTRA_NAMES),
				arguments("the ID as a DNS name", Csrs.withNames(new GeneralName(GeneralName.dNSName, ID)),
						Refusal.CSR_EXTRA_NAMES),
				arguments("an IP address", Csrs.withNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")),
						Refusal.CSR_EXTRA_NAMES),
				arguments("an e-mail address", Csrs.withNames(new GeneralName(GeneralName.rfc822Name, "a@example.org")),
						Refusal.CSR_EXTRA_NAMES),
				arguments("another CN", Csrs.withSubject("CN=identity-ca"), Refusal.CSR_ID_MISMATCH),
				arguments("the ID as organization", Csrs.withSubject("O=" + ID), Refusal.CSR_ID_MISMATCH),
				arguments("CN and more", Csrs.withSubject("CN=" + ID + ",O=x"), Refusal.CSR_ID_MISMATCH),
				arguments("CA:TRUE", Csrs.withExtension(Extension.basicConstraints, new BasicConstraints(true)),
						Refusal.CSR_CA_REQUESTED),
				arguments("keyCertSign",
						Csrs.withExtension(Extension.keyUsage,
								new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)),
						Refusal.CSR_EXTENSION_NOT_ALLOWED),
				arguments("code signing",
						Csrs.withExtension(Extension.extendedKeyUsage,
								new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning)),
						Refusal.CSR_EXTENSION_NOT_ALLOWED),
				arguments("any purpose",
						Csrs.withExtension(Extension.extendedKeyUsage,
								new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage)),
						Refusal.CSR_EXTENSION_NOT_ALLOWED),
				arguments("name constraints", Csrs.withExtension(Extension.nameConstraints, new DERSequence()),
						Refusal.CSR_EXTENSION_NOT_ALLOWED),
				arguments("a challenge password",
						Csrs.csr(Keys.p256(),
								(csr) -> csr.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
										new DERPrintableString("secret"))),
						Refusal.CSR_EXTENSION_NOT_ALLOWED),
				arguments("garbage as names", Csrs.withExtension(Extension.subjectAlternativeName, new KeyUsage(1)),
						Refusal.CSR_MALFORMED),
				arguments("RSA 1024", Csrs.of(Keys.rsa(1024)), Refusal.CSR_KEY_TOO_WEAK),
				arguments("P-521", Csrs.of(Keys.ec("secp521r1")), Refusal.CSR_KEY_NOT_ALLOWED),
				arguments("Ed25519", Csrs.of(Keys.ed25519()), Refusal.CSR_KEY_NOT_ALLOWED),
				arguments("SHA-1", Csrs.signedWith(Keys.p256(), "SHA1withECDSA"), Refusal.CSR_KEY_NOT_ALLOWED));
	}

	@Test
	void csrIsReadAsPemAndAsBase64() {
		byte[] der = Csrs.plain();
		assertThat(SigningRequest.parse(Csrs.pem(der)).csr()).isEqualTo(SigningRequest.parse(der).csr());
		assertThat(SigningRequest.parse(Base64.getEncoder().encodeToString(der)).csr())
			.isEqualTo(SigningRequest.parse(der).csr());
		assertThat(SigningRequest.parse(Base64.getMimeEncoder().encodeToString(der) + "\n").csr())
			.isEqualTo(SigningRequest.parse(der).csr());
	}

	@ParameterizedTest
	@MethodSource
	void textThatIsNoCsrIsRefused(String text) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> SigningRequest.parse(text))
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.CSR_MALFORMED);
	}

	static Stream<Arguments> textThatIsNoCsrIsRefused() {
		byte[] der = Csrs.plain();
		byte[] trailing = Arrays.copyOf(der, der.length + 1);
		return Stream.of(arguments((String) null), arguments(" "), arguments("%%%"), arguments("AAAA"),
				arguments("MAA="), arguments(Base64.getEncoder().encodeToString(trailing)),
				arguments(Csrs.pem(der).replace("CERTIFICATE REQUEST", "CERTIFICATE")));
	}

	@ParameterizedTest
	@MethodSource
	void csrOver8KibIsRefusedUnread(String text) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> SigningRequest.parse(text))
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.CSR_TOO_LARGE);
	}

	static Stream<Arguments> csrOver8KibIsRefusedUnread() {
		return Stream.of(arguments("A".repeat(17_000)), arguments(Csrs.pem(new byte[9000])));
	}

	private Object check(byte[] der) {
		return this.policy.check(SigningRequest.parse(der), SpiffeId.parse(ID));
	}

}
