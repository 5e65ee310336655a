package io.cosymesh.webui.cosyvoice;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpStatus;

import io.cosymesh.mesh.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;

class GrpcStatusTests {

	@ParameterizedTest
	@CsvSource({ "400,INVALID_ARGUMENT", "401,UNAUTHENTICATED", "403,PERMISSION_DENIED", "404,UNIMPLEMENTED",
			"405,UNIMPLEMENTED", "409,FAILED_PRECONDITION", "413,RESOURCE_EXHAUSTED", "415,INVALID_ARGUMENT",
			"422,INVALID_ARGUMENT", "429,RESOURCE_EXHAUSTED", "500,INTERNAL", "502,UNAVAILABLE", "503,UNAVAILABLE",
			"504,DEADLINE_EXCEEDED", "302,INTERNAL" })
	void answerOfAnyKindHasAStatus(int status, GrpcCode code) {
		assertThat(GrpcStatus.of(status, "no json").code()).isEqualTo(code);
	}

	@Test
	void voiceThatIsMissingIsNotAMethodThatIs() {
		assertThat(GrpcStatus.of(404, "{\"field\":\"voice\",\"detail\":\"none\"}"))
			.isEqualTo(new GrpcStatus(GrpcCode.NOT_FOUND, "none"));
	}

	@Test
	void busyEngineIsExhausted() {
		assertThat(GrpcStatus.of(503, "{\"type\":\"urn:cosymesh:problem:engine-busy\"}").code())
			.isEqualTo(GrpcCode.RESOURCE_EXHAUSTED);
	}

	@Test
	void problemKeepsItsDetailAndAnErrorOfOursTellsNothing() {
		assertThat(GrpcStatus.of(ProblemException.of(HttpStatus.BAD_REQUEST, "x", "X", "what is wrong")).message())
			.isEqualTo("what is wrong");
		assertThat(GrpcStatus.of(new IllegalStateException("secret")).message()).doesNotContain("secret");
	}

	@Test
	void messageIsPercentEncoded() {
		assertThat(new GrpcStatus(GrpcCode.INTERNAL, "100% 原\n").encodedMessage()).isEqualTo("100%25 %E5%8E%9F%0A");
	}

}
