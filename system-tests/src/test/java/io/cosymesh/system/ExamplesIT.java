package io.cosymesh.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs every example as its readers would. Node with npm, curl with jq and Python may be
 * missing, unless {@code -Dcosymesh.node=required}.
 */
@Order(3)
@ExtendWith(StackExtension.class)
class ExamplesIT {

	private static final Path EXAMPLES = Path.of(System.getProperty("cosymesh.root", ".."))
		.resolve("examples")
		.toAbsolutePath()
		.normalize();

	private static final String TEXT = "Good evening, everybody.";

	/** A language, and how its example is run. */
	enum Language {

		CURL(EXAMPLES.resolve("curl/cosymesh.sh").toString()),
		PYTHON("/usr/bin/python3", EXAMPLES.resolve("python/cosymesh.py").toString()),
		JAVASCRIPT("node", EXAMPLES.resolve("javascript/cosymesh.js").toString()),
		JAVA(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				EXAMPLES.resolve("java/CosyMesh.java").toString());

		private final List<String> command;

		Language(String... command) {
			this.command = List.of(command);
		}

		String run(String... arguments) throws Exception {
			List<String> all = new ArrayList<>(this.command);
			all.addAll(List.of(arguments));
			return ExamplesIT.run(folder, all);
		}

	}

	@TempDir
	static Path folder;

	private static Map<String, String> environment;

	private static String voice;

	@BeforeAll
	static void prepare(Cosymesh stack) throws Exception {
		boolean required = "required".equals(System.getProperty("cosymesh.node"));
		for (String program : List.of("node", "npm", "jq", "curl", "/usr/bin/python3")) {
			Assumptions.assumeTrue(required || isThere(program), "there is no " + program);
		}
		Files.write(folder.resolve("clip.wav"), Clips.ordinary());
		Files.write(folder.resolve("consent.wav"), Clips.lasting(4));
		JsonNode credentials = stack.credentials();
		String ca = credentials.path("caCertificate").asString();
		environment = Map.of("COSYMESH_URL", credentials.path("url").asString(), "COSYMESH_KEY",
				credentials.path("apiKey").asString(), "COSYMESH_CA", ca, "NODE_EXTRA_CA_CERTS", ca, "COSYMESH_CLIP",
				folder.resolve("clip.wav").toString(), "COSYMESH_CONSENT", folder.resolve("consent.wav").toString());
		try (Gateway gateway = new Gateway(credentials)) {
			voice = JsonMapper.shared()
				.readTree(gateway.send(gateway.get("/v1/audio/voices").build()).body())
				.path("voices")
				.valueStream()
				.filter((listed) -> listed.path("language").asString("").equals("en"))
				.findFirst()
				.orElseThrow()
				.path("id")
				.asString();
		}
	}

	@ParameterizedTest
	@EnumSource
	void clones(Language language) throws Exception {
		language.run("clone", "clip.wav", TEXT, "clone.wav");
		Audible.assertAudible(audio("clone.wav"), 0.8, 5);
	}

	@ParameterizedTest
	@EnumSource
	void streams(Language language) throws Exception {
		assertThat(language.run("stream", "clip.wav", TEXT + " " + TEXT, "stream.wav")).contains("first audio",
				"all of it");
		Audible.assertAudible(audio("stream.wav"), 1.6, 9);
	}

	@ParameterizedTest
	@EnumSource
	void hasAJobMadeWithProgress(Language language) throws Exception {
		assertThat(language.run("job", voice, TEXT + " " + TEXT, "job.wav")).contains("sentence 1 of 2",
				"sentence 2 of 2");
		Audible.assertAudible(audio("job.wav"), 1.6, 9);
	}

	@ParameterizedTest
	@EnumSource
	void keepsAVoiceWithConsent(Language language) throws Exception {
		assertThat(language.run("voice", "Ada", "clip.wav", "consent.wav", TEXT, "voice.wav")).contains("kept as ");
		Audible.assertAudible(audio("voice.wav"), 0.8, 5);
	}

	@Test
	void openAisClientSpeaksAndFindsWhatItKnows() throws Exception {
		Path project = Files.createDirectory(folder.resolve("openai"));
		for (String file : List.of("package.json", "package-lock.json", ".npmrc", "speech.js", "api.test.js")) {
			Files.copy(EXAMPLES.resolve("javascript-openai").resolve(file), project.resolve(file));
		}
		run(project, List.of("npm", "ci", "--no-audit", "--no-fund"));
		run(project, List.of("node", "speech.js", "alloy", TEXT, "speech.mp3"));
		Audible.assertAudible(Audible.played(project.resolve("speech.mp3")), 0.8, 5);
		assertThat(run(project, List.of("npm", "test"))).contains("# fail 0").doesNotContain("# pass 0");
	}

	private static WavAudio audio(String file) throws IOException {
		Path path = folder.resolve(file);
		WavAudio audio = WavAudio.parse(Files.readAllBytes(path));
		Files.delete(path);
		return audio;
	}

	private static boolean isThere(String program) throws Exception {
		return new ProcessBuilder("sh", "-c", "command -v " + program).redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.waitFor() == 0;
	}

	private static String run(Path directory, List<String> command) throws Exception {
		Path said = Files.createTempFile(folder, "said", ".txt");
		ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(said.toFile());
		builder.environment().putAll(environment);
		builder.environment().remove("JDK_JAVA_OPTIONS");
		Process process = builder.start();
		if (!process.waitFor(3, TimeUnit.MINUTES)) {
			process.destroyForcibly();
			throw new AssertionError("%s does not end".formatted(command));
		}
		String text = Files.readString(said, StandardCharsets.UTF_8);
		assertThat(process.exitValue()).as("%s%n%s", command, text).isZero();
		return text;
	}

}
