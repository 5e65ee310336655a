package io.cosymesh.cli.speak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.gateway.PublicApi;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code speak}: a clip and a sentence in, the sentence in the clip's voice out.
 */
@Command(name = "speak", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh speak --prompt me.wav --text \"Good morning.\"",
				"  ./cosymesh speak --prompt me.m4a --text \"早上好。\" --out morning.mp3",
				"  ./cosymesh speak --prompt me.wav --text \"Hurry up!\" --instruct \"fast\" --seed 7" },
		description = "Says a text in the voice of a clip, through the whole pipeline.")
public final class SpeakCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Option(names = "--prompt", required = true, paramLabel = "CLIP",
			description = "About 3 seconds of the voice: wav, mp3, m4a, ogg, flac or webm")
	Path prompt = Path.of("");

	@Option(names = "--text", required = true, paramLabel = "TEXT", description = "What to say")
	String text = "";

	@Option(names = "--transcript", paramLabel = "TEXT", description = "What the clip says")
	@Nullable String transcript;

	@Option(names = "--instruct", paramLabel = "TEXT", description = "How to say it")
	@Nullable String instruct;

	@Option(names = "--language", paramLabel = "TAG", description = "Language of the text (default: detected)")
	@Nullable String language;

	@Option(names = "--speed", paramLabel = "FACTOR", description = "0.5 to 2 (default: 1)")
	@Nullable Double speed;

	@Option(names = "--seed", paramLabel = "N", description = "Makes the result repeatable")
	@Nullable Long seed;

	@Option(names = "--engine", paramLabel = "NAME",
			description = "The engine that must speak, as ./cosymesh engines lists it (default: the first that works)")
	@Nullable String engine;

	@Option(names = "--out", paramLabel = "FILE",
			description = "wav, pcm, mp3, opus, flac or aac by its ending (default: out.wav)")
	Path out = Path.of("out.wav");

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		if (!Files.isReadable(this.prompt) || Files.isDirectory(this.prompt)) {
			throw CommandFailure.usage("prompt: there is no file %s to read".formatted(this.prompt));
		}
		Map<String, String> fields = fields();
		try (MeshContext context = Contexts.open(this.workspace)) {
			SpeechClient client = new SpeechClient(PublicApi.of(context));
			SpeechResult result = client.speak(fields, this.prompt, new SpeechFile(this.out), progress(console));
			console.endProgress();
			console.print(this.out.toString());
			console.say(result.describe());
		}
		catch (IOException ex) {
			console.endProgress();
			throw CommandFailure.because("the speech could not be had: " + ex.getMessage());
		}
	}

	private SpeechProgress progress(Console console) {
		return new SpeechProgress(console, this.text, SpeechFormat.of(this.out), (this.speed != null) ? this.speed : 1);
	}

	private Map<String, String> fields() {
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("text", this.text);
		put(fields, "transcript", this.transcript);
		put(fields, "instruct", this.instruct);
		put(fields, "language", this.language);
		put(fields, "speed", this.speed);
		put(fields, "seed", this.seed);
		put(fields, "engine", this.engine);
		fields.put("format", SpeechFormat.of(this.out).wireName());
		return fields;
	}

	private static void put(Map<String, String> fields, String name, @Nullable Object value) {
		if (value != null) {
			fields.put(name, value.toString());
		}
	}

}
