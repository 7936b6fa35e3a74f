package dev.nn.examples.lesson.desk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A test of a lesson with several seeds: with the first one only, unless "-Dnn.test.seeds=all" asks for all. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(Seeds.Source.class)
public @interface Seeds {
    long[] value();

    /** The seeds that are tested. */
    final class Source implements ArgumentsProvider, AnnotationConsumer<Seeds> {
        private long[] seeds = {};

        @Override
        public void accept(Seeds annotation) {
            seeds = annotation.value();
        }

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            boolean all = "all".equals(System.getProperty("nn.test.seeds"));
            return Arrays.stream(seeds).limit(all ? seeds.length : 1).mapToObj(Arguments::of);
        }
    }
}
