package io.cosymesh.ca.attestation;

import java.util.List;

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

	@Test
	void documentGoesToTheAttestorThatRecognizesIt() {
		Attestors attestors = new Attestors(TestSettings.CA,
				List.of(new Gullible("one", TestSettings.workload("other")), new Gullible("two", BACKEND)));
		assertThat(attestors.attest(new BearerDocument("two")).workload()).isEqualTo(BACKEND);
	}

	@Test
	void documentThatNobodyRecognizesIsRefused() {
		assertRefused(new Attestors(TestSettings.CA, List.of()), Refusal.DOCUMENT_UNRECOGNIZED);
	}

	@Test
	void nobodyCanProveToBeTheCa() {
		assertRefused(new Attestors(TestSettings.CA, List.of(new Gullible("one", TestSettings.CA))),
				Refusal.IDENTITY_NOT_ISSUED_HERE);
	}

	@Test
	void nobodyCanProveToBeOfAnotherTrustDomain() {
		WorkloadName foreign = new WorkloadName(TrustDomain.parse("other.example"), "cosymesh", "backend-api");
		assertRefused(new Attestors(TestSettings.CA, List.of(new Gullible("one", foreign))),
				Refusal.IDENTITY_NOT_ISSUED_HERE);
	}

	@Test
	void onlyTheAttestorThatProvedTheNameVouchesForIt() {
		Attestors attestors = new Attestors(TestSettings.CA, List.of(new Gullible("one", BACKEND)));
		attestors.requireStanding(new Attestation(BACKEND, "one", "i"));
		assertThatExceptionOfType(RefusedException.class)
			.isThrownBy(() -> attestors.requireStanding(new Attestation(BACKEND, "retired", "i")))
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.REGISTRATION_WITHDRAWN);
	}

	@Test
	void bearerDocumentIsReadFromTheHeaderAlone() {
		assertThat(BearerDocument.of("bEaReR  abc ")).contains(new BearerDocument("abc"));
		assertThat(BearerDocument.of("Basic abc")).isEmpty();
		assertThat(BearerDocument.of("Bearer ")).isEmpty();
		assertThat(BearerDocument.of(null)).isEmpty();
	}

	private static void assertRefused(Attestors attestors, Refusal refusal) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> attestors.attest(new BearerDocument("one")))
			.extracting(RefusedException::refusal)
			.isEqualTo(refusal);
	}

	private record Gullible(String name, WorkloadName proves) implements Attestor {

		@Override
		public boolean recognizes(BearerDocument document) {
			return document.value().equals(this.name);
		}

		@Override
		public Attestation attest(BearerDocument document) {
			return new Attestation(this.proves, this.name, "i");
		}

		@Override
		public boolean vouchesFor(Attestation attestation) {
			return true;
		}

	}

}
