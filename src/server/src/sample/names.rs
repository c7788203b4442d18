//! First and last names, put together by chance: nobody in particular.

use super::random::Random;

const ENGLISH_FIRST: &str = "\
    Abigail, Adam, Amelia, Arthur, Beatrice, Benjamin, Charlotte, Clive, Daniel, Deborah, \
    Edith, Edward, Eleanor, Felix, Fiona, Frances, Gareth, Georgia, Harriet, Howard, Imogen, \
    Isaac, Joanna, Julian, Katherine, Keith, Laura, Leonard, Matilda, Miles, Naomi, Nigel, \
    Olivia, Oscar, Phoebe, Quentin, Rosalind, Rupert, Sylvia, Tobias, Una, Victor, Winifred, \
    Zachary";

const ENGLISH_LAST: &str = "\
    Allbright, Ashgrove, Barrowby, Beckwith, Birtles, Blakemoor, Bramhall, Calloway, Cheswick, \
    Coldstream, Cragwell, Darnbrook, Dunhallow, Eastlake, Eldridge, Fairholm, Farnsby, \
    Fenwright, Garside, Gatherwell, Greystock, Hadleigh, Hallowby, Heathcroft, Holmwood, \
    Ingleby, Jessopson, Kilnhurst, Langmead, Lathbury, Mallinder, Merriweather, Netherby, \
    Oakshott, O'Farran, Penhallow, Prestwell, Quarmby, Ravensby, Rowntham, Selwyn, Stanbridge, \
    Thackwell, Tolland, Underhay, Wainscott, Whitbeck, Winterby, Wolvercote, Yarnold";

const FRENCH_FIRST: &str = "\
    Adèle, Agnès, Alban, Anaïs, Antoine, Aurélie, Basile, Bérénice, Cécile, Clément, Colette, \
    Damien, Delphine, Édouard, Éloïse, Étienne, Fabrice, Françoise, Gaël, Geneviève, Hélène, \
    Inès, Jean-Marc, Joëlle, Lætitia, Laurent, Léonie, Loïc, Marie-Ange, Maxime, Noémie, \
    Océane, Pascal, Perrine, Raphaël, Romain, Solène, Sylvain, Thérèse, Ulysse, Valérie, \
    Yannick, Zoé";

const FRENCH_LAST: &str = "\
    Ancelin, Aubrières, Barbançon, Bellefontaine, Berthaud, Boisrenard, Brissonnet, Cazalès, \
    Chambrelent, Chastenay, Coudrier, d'Aubepierre, Delaporte, Desmarets, Dubreuilh, Escarpit, \
    Fauvergue, Fontenoy, Gaillardin, Garancière, Grandjonc, Hautefeuille, Jolivard, \
    Lacombière, Lamoricet, Larrivière, Le Guennec, Lestrange, Maisonneuve, Marchandeau, \
    Mirandol, Montreuillon, Nogaret, Orsenne, Peyrolles, Pontcarré, Quintard, Rochambel, \
    Rousselin, Sainte-Luce, Sénéchal, Tournemine, Tréguier, Valcourbe, Vauclerc, Verneuillet, \
    Viardin, Villaret, Yvonnet";

/// First and last name of somebody who speaks French, or English.
pub fn draw(random: &mut Random, french: bool) -> String {
    let (first, last) = if french { (FRENCH_FIRST, FRENCH_LAST) } else { (ENGLISH_FIRST, ENGLISH_LAST) };
    format!("{} {}", random.pick(&list(first)), random.pick(&list(last)))
}

/// The items of a list that is written as one text.
pub fn list(text: &'static str) -> Vec<&'static str> {
    text.split(", ").collect()
}
