package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SynonymsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 1 false no true yes | '1' and 'true' and 'yes'; '0' and 'false' and 'no'",
                "no yes 1 | '1' and 'yes'",
                "Y N Yes No | 'Y' and 'Yes'; 'N' and 'No'",
                "ja nein j | 'ja' and 'j'",
                "M F Male Female | 'M' and 'Male'; 'F' and 'Female'",
                "m Male Female | 'm' and 'Male'",
                "B M benign malignant | 'B' and 'benign'; 'M' and 'malignant'",
            })
    void wordsForOneThingAreNamed(String names, String same) {
        String remark = Synonyms.remark(List.of(names.split(" ", -1)));
        assertThat(remark).endsWith(" may be the same: if so, write them alike");
        for (String name : same.split("; | and ", -1)) assertThat(remark).contains(name);
        assertThat(remark.split("; ", -1)).hasSize(same.split("; ", -1).length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes no",
                "0 1",
                "Y N",
                "a b ab o",
                "T Y",
                "A B C N O T Y",
                "north south n1 s1",
                "1 2 3",
                "yes maybe 1",
                "s m l xl",
                "s small silver",
                "on off",
                "true",
                "setosa versicolor virginica v1"
            })
    void othersAreNot(String names) {
        assertThat(Synonyms.remark(List.of(names.split(" ", -1)))).isEmpty();
    }
}
