package dev.nn.examples.lesson;

import java.util.List;

/** The five lectures that the lessons follow, by the letters that lessons cite. */
public final class Lectures {
    /** Letter, title, author and year as far as they are known. */
    public static final List<String> ALL = List.of(
            "A  First Principles of ML: a peek inside the black box. Jack Fraser-Govil, 2024",
            "B  Under the Hood: a peek inside the black box of machine learning. Jack Fraser-Govil, 2023",
            "C  Machine Learning from the ground up (Demystifying ML): a DNN from scratch with only numpy",
            "D  Foundations of Machine Learning in Python. Moritz Wolter, 2022",
            "E  Neural Networks, lecture 1. Data Science Toolbox, week 7");

    private Lectures() {}
}
