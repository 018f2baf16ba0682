import Foundation
import Testing

/// What comments and articles cite is in the repository.
@Suite struct CitationTests {
    @Test func articlesAreNamedOnce() throws {
        let names = try House.articles.map(\.name)
        #expect(names.count > 30)
        #expect(Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.keys.sorted() == [])
    }

    /// Within a room by a link of DocC's, from elsewhere by the article's path below Sources/ROOM.
    @Test func citedArticlesExist() throws {
        let articles = Set(try House.articles.map { "\($0.room).docc/\($0.name).md" })
        var missing: [String] = []
        for file in try House.texts {
            // Most lines cite nothing; regular expressions are slow.
            for line in file.text.utf8.split(separator: UInt8(ascii: "\n")).compactMap({ String($0) })
            where line.contains("<doc:") || line.contains(".docc/") {
                let links = line.matches(of: /<doc:([A-Za-z]+)>/).map { "\(file.room ?? "").docc/\($0.1).md" }
                let paths = line.matches(of: /[A-Za-z]+\.docc\/[A-Za-z]+\.md/).map { String($0.output) }
                for cited in links + paths where !articles.contains(cited) { missing.append("\(file.path): \(cited)") }
            }
        }
        #expect(missing == [])
    }

    /// What is read of this repository has to be in it: the reference's description, which its sections' numbers once
    /// stood for, is not.
    @Test func nothingElseIsCited() throws {
        var cited: [String] = []
        for file in try House.texts where file.path.hasSuffix(".swift") && !file.path.contains("HouseTests") {
            for line in file.text.split(separator: "\n")
            where line.contains("//") && (line.contains("behavio") || line.contains("ection")) {
                let comment = line.drop { $0 != "/" }
                let numbers =
                    comment.contains(/\bbehaviou?r(\.md)?,? (section )?\d/) || comment.contains(/\bsections? \d/)
                if numbers { cited.append("\(file.path): \(comment)") }
            }
        }
        #expect(cited == [])
    }

    @Test func landingPagesListTheirArticles() throws {
        for (room, articles) in Dictionary(grouping: try House.articles, by: \.room) {
            let page = try House.text("Sources/\(room)/\(room).docc/\(room).md")
            for article in articles where article.name != room {
                #expect(page.contains("<doc:\(article.name)>"), "\(room).md does not list \(article.name)")
            }
        }
    }
}
