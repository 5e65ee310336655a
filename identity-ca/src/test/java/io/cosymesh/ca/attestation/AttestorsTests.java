package io.cosymesh.ca.attestation;

import java.util.List;

import com.nimbusds.jose.util.Base64URL;
import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.Test;

import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AttestorsTests {

	private static final WorkloadName BACKEND = TestSettings.workload("backend-api");

	private static final BearerDocument WORKLOAD_JWT = jwt(
			"{'sub':'spiffe://cosymesh.local/ns/cosymesh/sa/backend-api'}");

	private static final BearerDocument JOIN_TOKEN = new BearerDocument("cosymesh-join-" + "A".repeat(43));

	@Test
	void documentGoesToTheAttestorOfItsKind() {
		Attestors attestors = new Attestors(TestSettings.CA,
				List.of(new Gullible("token", DocumentKind.JOIN_TOKEN, TestSettings.workload("other")),
						new Gullible("jwt", DocumentKind.WORKLOAD_JWT, BACKEND)));
		assertThat(attestors.attest(WORKLOAD_JWT).workload()).isEqualTo(BACKEND);
		assertThat(attestors.attest(JOIN_TOKEN).workload()).isEqualTo(TestSettings.workload("other"));
	}

	@Test
	void serviceAccountTokenGoesToTheAttestorThatClaimsItOrElseToTheLast() {
		Gullible first = new Gullible("first", DocumentKind.SERVICE_ACCOUNT_TOKEN, BACKEND, "https://pinned");
		Gullible last = new Gullible("last", DocumentKind.SERVICE_ACCOUNT_TOKEN, BACKEND, "nobody");
		Attestors attestors = new Attestors(TestSettings.CA, List.of(first, last));
		assertThat(attestors.attest(jwt("{'iss':'https://pinned','kubernetes.io':{}}")).attestor()).isEqualTo("first");
		assertThat(attestors.attest(jwt("{'iss':'https://other','kubernetes.io':{}}")).attestor()).isEqualTo("last");
		assertThat(attestors.attest(jwt("{'sub':'system:serviceaccount:a:b'}")).attestor()).isEqualTo("last");
		assertThat(attestors.attest(jwt("{'kubernetes.io/serviceaccount/namespace':'a'}")).attestor())
			.isEqualTo("last");
	}

	@Test
	void documentThatNobodyCouldJudgeIsRefused() {
		Attestors attestors = new Attestors(TestSettings.CA,
				List.of(new Gullible("jwt", DocumentKind.WORKLOAD_JWT, BACKEND)));
		assertRefused(attestors, new BearerDocument("one"), Refusal.DOCUMENT_UNRECOGNIZED);
		assertRefused(attestors, new BearerDocument("a.b.c.d.e"), Refusal.DOCUMENT_UNRECOGNIZED);
		assertRefused(attestors, new BearerDocument("a.b.c"), Refusal.TOKEN_MALFORMED);
	}

	@Test
	void documentForADisabledAttestorIsToldSo() {
		Attestors attestors = new Attestors(TestSettings.CA,
				List.of(new Gullible("token", DocumentKind.JOIN_TOKEN, BACKEND)));
		assertRefused(attestors, WORKLOAD_JWT, Refusal.ATTESTOR_DISABLED);
		assertRefused(attestors, jwt("{'kubernetes.io':{}}"), Refusal.ATTESTOR_DISABLED);
		assertRefused(new Attestors(TestSettings.CA, List.of()), JOIN_TOKEN, Refusal.ATTESTOR_DISABLED);
	}

	@Test
	void nobodyCanProveToBeTheCa() {
		assertRefused(
				new Attestors(TestSettings.CA, List.of(new Gullible("one", DocumentKind.JOIN_TOKEN, TestSettings.CA))),
				JOIN_TOKEN, Refusal.IDENTITY_NOT_ISSUED_HERE);
	}

	@Test
	void nobodyCanProveToBeOfAnotherTrustDomain() {
		WorkloadName foreign = new WorkloadName(TrustDomain.parse("other.example"), "cosymesh", "backend-api");
		assertRefused(new Attestors(TestSettings.CA, List.of(new Gullible("one", DocumentKind.JOIN_TOKEN, foreign))),
				JOIN_TOKEN, Refusal.IDENTITY_NOT_ISSUED_HERE);
	}

	@Test
	void onlyTheAttestorThatProvedTheNameVouchesForIt() {
		Attestors attestors = new Attestors(TestSettings.CA,
				List.of(new Gullible("one", DocumentKind.JOIN_TOKEN, BACKEND)));
		attestors.requireStanding(new Attestation(BACKEND, "one", "i"));
		assertThatExceptionOfType(RefusedException.class)
			.isThrownBy(() -> attestors.requireStanding(new Attestation(BACKEND, "retired", "i")))
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.ATTESTOR_DISABLED);
	}

	@Test
	void bearerDocumentIsReadFromTheHeaderAlone() {
		assertThat(BearerDocument.of("bEaReR  abc ")).contains(new BearerDocument("abc"));
		assertThat(BearerDocument.of("Basic abc")).isEmpty();
		assertThat(BearerDocument.of("Bearer ")).isEmpty();
		assertThat(BearerDocument.of(null)).isEmpty();
	}

	private static BearerDocument jwt(String claims) {
		return new BearerDocument(Base64URL.encode("{\"alg\":\"ES256\"}") + "."
				+ Base64URL.encode(claims.replace('\'', '"')) + "." + Base64URL.encode("signature"));
	}

	private static void assertRefused(Attestors attestors, BearerDocument document, Refusal refusal) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> attestors.attest(document))
			.extracting(RefusedException::refusal)
			.isEqualTo(refusal);
	}

	private record Gullible(String name, DocumentKind kind, WorkloadName proves, String issuer) implements Attestor {

		Gullible(String name, DocumentKind kind, WorkloadName proves) {
			this(name, kind, proves, "");
		}

		@Override
		public boolean claims(BearerDocument document) {
			return UnverifiedJwt.read(document)
				.flatMap((jwt) -> jwt.text("iss"))
				.filter(this.issuer::equals)
				.isPresent();
		}

		@Override
		public Attestation attest(BearerDocument document) {
			return new Attestation(this.proves, this.name, "i");
		}

		@Override
		public void requireStanding(Attestation attestation) {
		}

	}

}
